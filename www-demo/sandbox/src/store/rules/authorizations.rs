//! Authorizations that wait at the sandbox's own sign-in page.

use std::time::Duration;

use crate::store::callback::Start;
use crate::store::state::{App, Data};
use crate::store::waiting::Authorization;

const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// The key under which it waits.
pub(crate) fn wait(app: &App, data: &mut Data, start: Start) -> String {
    let waiting = Authorization { start };
    data.authorizations.add(app.now(), LIFETIME, waiting)
}
