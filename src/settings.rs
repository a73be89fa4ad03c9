//! `fetchConfig`: the files of a project and the client's details at once, and the old address if
//! one of them fails.

use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::cancel::{Handle, Stop};
use crate::host::{fields, set};
use crate::job::{Failed, Job};

/// What is asked for, and what the outcome is read with.
pub struct Files {
    /// The auth settings, the social networks, the theme.
    pub jobs: Vec<Job>,
    /// The old address.
    pub old: Job,
    /// Whether the theme was named by an option.
    pub has_theme: bool,
    /// The query that the addresses of social networks get.
    pub query: String,
    /// Which of their addresses counts.
    pub is_oauth: bool,
    /// The locale that the addresses of the old answer get.
    pub locale: Option<String>,
}

impl Files {
    /// Fetches all of it; gives an object for `js/settings.js` to make options of.
    ///
    /// # Errors
    ///
    /// With the error of the old address, the first one as its `cause`.
    pub async fn fetch(self, details: Job, handle: Rc<Handle>) -> Result<JsValue, Failed> {
        let started: Array = Array::new();
        for job in self.jobs.into_iter().chain([details]) {
            let handle = Rc::clone(&handle);
            started.push(&future_to_promise(async move {
                job.run(&handle).await.map_err(|failed| failed.error)
            }));
        }
        let theme = started.get(2);
        let fetched = fields(&[
            ("query", &self.query.as_str().into()),
            ("isOauth", &self.is_oauth.into()),
            (
                "locale",
                &self.locale.map_or(JsValue::UNDEFINED, Into::into),
            ),
        ]);
        match settled(&Promise::all(&started)).await {
            Ok(files) => set(&fetched, "files", &files),
            Err(first) => {
                if let Some(stop) = handle.stop() {
                    return Err(stop.into());
                }
                let old = self.old.run(&handle).await.inspect_err(|failed| {
                    // The reason of a cancelled call is the caller's.
                    if !matches!(handle.stop(), Some(Stop::Cancelled(_))) {
                        set(&failed.error, "cause", &first);
                    }
                })?;
                set(&fetched, "old", &old);
                if self.has_theme
                    && let Ok(theme) = settled(&Promise::resolve(&theme)).await
                {
                    set(&fetched, "theme", &theme);
                }
            }
        }
        Ok(fetched)
    }
}

async fn settled(promise: &Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise.clone()).await
}
