//! What `fetchConfig` requests.

use super::call::*;

const NEEDED: AnswerRules = AnswerRules {
    empty: Empty::Refused,
    ..PLAIN
};

/// A public file of the project.
const FILE: Call = Call {
    method: Method::Get,
    query: QueryOptions::None,
    answer: AnswerRules {
        success: Success::File,
        ..NEEDED
    },
    sending: Sending::Repeated,
    policy: Policy::File,
    ..CALL
};

/// The auth settings.
pub static AUTH_FILE: Call = Call {
    path: Path::File("/settings/auth"),
    ..FILE
};

/// The social networks of each region.
pub static SOCIALS_FILE: Call = Call {
    path: Path::File("/settings/socials/by_region"),
    ..FILE
};

/// The theme.
pub static THEME_FILE: Call = Call {
    path: Path::File("/settings/widget"),
    ..FILE
};

/// The client's country.
pub static CLIENT_DETAILS: Call = Call {
    method: Method::Get,
    path: Path::Fixed("/client/details"),
    query: QueryOptions::None,
    answer: NEEDED,
    sending: Sending::Repeated,
    ..CALL
};

/// The old settings URL, used if any of the other requests fails.
pub static OLD_SETTINGS: Call = Call {
    method: Method::Get,
    // In OAuth mode the path is the same, with the OAuth query.
    path: Path::Either {
        jwt: "/widget/ng/settings",
        oauth: "/widget/ng/settings",
    },
    answer: NEEDED,
    sending: Sending::Repeated,
    policy: Policy::Bare,
    ..CALL
};
