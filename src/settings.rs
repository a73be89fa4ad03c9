//! `fetchConfig`: fetches the files of a project and the client's details in parallel, or the old settings
//! URL if one of them fails, and turns them into options (contract: `docs/calls.md`).

use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::arguments::Arguments;
use crate::calls::values::Values;
use crate::calls::{Call, oauth, settings};
use crate::cancel::Cancellation;
use crate::config::REGIONS;
use crate::config::given::DEEPEST;
use crate::instance::{InForce, Instance, TOO_DEEP, started};
use crate::js::object::list;
use crate::js::page::Url;
use crate::js::promise::{promise, rejected};
use crate::js::{
    Dictionary, Opaque, clock, error, field, is_absent, is_array, is_record, page, property, string,
};
use crate::request::{self, Request};
use crate::transport::Outgoing;

/// The settings that are URLs of pages in the user's language.
const ADDRESSES: [&str; 4] = ["tos_url", "consent_url", "cookie_policy", "privacy_policy"];

/// The region of a country that is in no list: the world.
const WORLD: &str = "6";

/// The country if that of the client is unknown.
const UNKNOWN: &str = "US";

type Parameter = (&'static str, String);

/// Fetches the settings and merges them into the current options. The promise resolves to what `getConfig()`
/// then returns.
pub fn fetch(instance: &Rc<Instance>, options: JsValue) -> Promise {
    match Fetch::new(instance, options) {
        Ok(fetch) => promise(fetch.run()),
        Err(error) => rejected(&error),
    }
}

/// One call of `fetchConfig`.
struct Fetch {
    instance: Rc<Instance>,
    /// The options at the time of the call.
    in_force: Rc<InForce>,
    cancellation: Rc<Cancellation>,
}

impl Fetch {
    fn new(instance: &Rc<Instance>, options: JsValue) -> Result<Self, JsValue> {
        let in_force = instance.in_force();
        let config = &in_force.config;
        let arguments = Arguments::read(&oauth::NO_ARGUMENTS, &[options], config.warns())?;
        if config.is_oauth() {
            instance.generate_state(config, config)?;
        }
        let cancellation = instance.cancellation(arguments.timeout, &arguments.sources)?;
        Ok(Self {
            instance: Rc::clone(instance),
            in_force,
            cancellation,
        })
    }

    async fn run(self) -> Result<JsValue, JsValue> {
        let found = self.found().await;
        // The requests whose responses no longer count.
        self.cancellation.end();
        let options = found?.ok_or(TOO_DEEP)?;
        self.instance
            .adopt_fetched(&options.into(), &self.in_force)?;
        Ok(self.instance.shown())
    }

    /// Returns the fetched options; `None` if they are nested too deep.
    async fn found(&self) -> Result<Option<Dictionary>, JsValue> {
        let auth = self.file(&settings::AUTH_FILE, "settingsJSON");
        let socials = self.file(&settings::SOCIALS_FILE, "socialsJSON");
        let theme = self.file(&settings::THEME_FILE, "themeJSON");
        let files = list(&[
            auth.into(),
            socials.into(),
            theme.clone().into(),
            self.send(&settings::CLIENT_DETAILS, None).into(),
        ]);
        match JsFuture::from(Promise::all(&files)).await {
            Ok(files) => Ok(self.of_files(files.unchecked_ref())),
            Err(first) => self.of_old(&first, theme).await,
        }
    }

    /// Fetches a file of the project, or the URL in `option` instead.
    fn file(&self, call: &'static Call, option: &str) -> Promise {
        let options = &self.in_force.options;
        let is_fresh = options.get("disableCache") == true;
        match options.get(option).as_string() {
            Some(url) => self.send(call, Some(url)),
            None if is_fresh => {
                let wall = string(&clock::wall().into());
                let more = vec![("currTime", wall.unwrap_or_default())];
                let url = self.request(call, more).url;
                self.send(call, Some(url))
            }
            None => self.send(call, None),
        }
    }

    fn request(&self, call: &Call, more: Vec<Parameter>) -> Request<Opaque> {
        request::build(&self.in_force.config, call, &Values::with_more(more))
    }

    fn send(&self, call: &'static Call, url: Option<String>) -> Promise {
        let mut request = self.request(call, Vec::new());
        if let Some(url) = url {
            request.url = url;
        }
        let outgoing = match Outgoing::new(call, &request) {
            Ok(outgoing) => outgoing,
            Err(error) => return rejected(&error),
        };
        let cancellation = Rc::clone(&self.cancellation);
        started(self.in_force.live_call(call, outgoing, cancellation, None))
    }

    /// Returns the options from the responses: auth settings, socials, theme, client details. `None` if they
    /// are nested too deep.
    fn of_files(&self, files: &Array) -> Option<Dictionary> {
        let (auth, socials, theme) = (files.get(0), files.get(1), files.get(2));
        let country = country(&field(&files.get(3), "geo_ip_country"));
        let region = field(&socials, region_of(&country));
        let custom = match field(&region, "custom") {
            custom if is_record(&custom) => custom,
            _ => field(&socials, "custom"),
        };
        let config = &self.in_force.config;
        let name = if config.is_oauth() { "oauth2" } else { "jwt" };
        let links = social_links(&region, &custom, name, &config.social_parameters());
        common(
            &auth,
            self.instance.default_theme(),
            &theme,
            &country,
            &links,
        )
    }

    /// Returns the options from the response of the old settings URL. `None` if they are nested too deep.
    ///
    /// # Errors
    ///
    /// Returns the error of that URL, with `first` as its cause.
    async fn of_old(&self, first: &JsValue, theme: Promise) -> Result<Option<Dictionary>, JsValue> {
        self.cancellation.check()?;
        let old = JsFuture::from(self.send(&settings::OLD_SETTINGS, None)).await;
        let old = old.inspect_err(|error| {
            // The abort reason belongs to the caller, so it is not changed.
            if !self.cancellation.is_by_caller() {
                error::set_cause(error, first);
            }
        })?;
        let own = match self.in_force.options.get("themeJSON").is_string() {
            true => JsFuture::from(theme).await.ok(),
            false => None,
        };
        let theme = own.unwrap_or_else(|| field(&old, "theme"));
        let country = country(&field(&old, "geo_ip_country"));
        let lists = field(&old, "social_links");
        let mut locale = self.in_force.config.social_parameters();
        locale.retain(|(name, _)| *name == "locale");
        let custom = field(&lists, "custom");
        let links = social_links(&lists, &custom, "url", &locale);
        Ok(common(
            &old,
            self.instance.default_theme(),
            &theme,
            &country,
            &links,
        ))
    }
}

/// Builds the options from settings of either kind; `None` if they are nested too deep.
fn common(
    settings: &JsValue,
    default_theme: JsValue,
    theme: &JsValue,
    country: &str,
    links: &JsValue,
) -> Option<Dictionary> {
    let options = match is_record(settings) {
        true => Dictionary::of(settings).unwrap_or_default(),
        false => Dictionary::new(),
    };
    for name in ADDRESSES {
        let address = options.get(name);
        if address
            .as_string()
            .is_some_and(|address| !address.is_empty())
        {
            let language = [("xsolla_lang", page::language())];
            options.set(name, with_parameters(&address, &language));
        }
    }
    let theme = match is_record(theme) {
        true => merged(&default_theme, theme, 0)?,
        false => default_theme,
    };
    options.set("theme", theme);
    options.set("geo_ip_country", country);
    options.set("social_links", links);
    Some(options)
}

/// Merges `over` into `base` key by key, recursively for objects; returns `None` if they are nested too deep.
fn merged(base: &JsValue, over: &JsValue, depth: usize) -> Option<JsValue> {
    if depth > DEEPEST {
        return None;
    }
    if is_absent(over) {
        return Some(base.clone());
    }
    if !is_record(over) {
        return Some(over.clone());
    }
    let result = match is_record(base) {
        true => Dictionary::of(base).ok()?,
        false => Dictionary::new(),
    };
    let over: &Dictionary = over.unchecked_ref();
    for name in over.keys().iter() {
        let inside = over.get_key(&name);
        let merged = merged(&result.get_key(&name), &inside, depth.saturating_add(1))?;
        result.set_key(&name, &merged);
    }
    Some(result.into())
}

/// Builds the option `social_links` from the two lists of a region, with the custom entry before the first.
/// `name` is the key of the URL in each entry.
fn social_links(
    lists: &JsValue,
    custom: &JsValue,
    name: &str,
    parameters: &[Parameter],
) -> JsValue {
    let mut links = Vec::new();
    push_link(&mut links, custom, name, parameters);
    push_links(&mut links, &field(lists, "primary"), name, parameters);
    let count = links.len();
    push_links(&mut links, &field(lists, "secondary"), name, parameters);
    let (primary, secondary) = links.split_at_checked(count).unwrap_or_default();
    let lists = Dictionary::new();
    lists.set("primary", list(primary));
    lists.set("secondary", list(secondary));
    lists.set("all", list(&links));
    lists.set("showOtherLink", false);
    lists.plain()
}

fn push_links(links: &mut Vec<JsValue>, entries: &JsValue, name: &str, parameters: &[Parameter]) {
    if entries.is_object() && is_array(entries) {
        for entry in entries.unchecked_ref::<Array>().iter() {
            push_link(links, &entry, name, parameters);
        }
    }
}

fn push_link(links: &mut Vec<JsValue>, entry: &JsValue, name: &str, parameters: &[Parameter]) {
    if is_record(entry) {
        let link = Dictionary::new();
        link.set("name", field(entry, "name"));
        link.set("url", with_parameters(&field(entry, name), parameters));
        links.push(link.plain());
    }
}

/// Adds query parameters to an absolute URL; returns anything else unchanged.
fn with_parameters(address: &JsValue, parameters: &[Parameter]) -> JsValue {
    if address.is_string()
        && let Ok(url) = Url::new(address, &JsValue::UNDEFINED)
    {
        let query = url.parameters();
        for (name, value) in parameters {
            query.set(name, &value.into());
        }
        return property(&url, "href");
    }
    address.clone()
}

fn country(given: &JsValue) -> String {
    let country = given.as_string().unwrap_or_default();
    match country.trim_ascii() {
        "" => UNKNOWN.into(),
        country => country.to_ascii_uppercase(),
    }
}

fn region_of(country: &str) -> &'static str {
    let is_there = |countries: &str| {
        countries
            .as_bytes()
            .chunks(2)
            .any(|known| known == country.as_bytes())
    };
    REGIONS
        .iter()
        .find_map(|(region, countries)| is_there(countries).then_some(*region))
        .unwrap_or(WORLD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_has_its_region_and_any_other_belongs_to_the_world() {
        for (country, region) in [
            ("DE", "1"),
            ("TW", "2"),
            ("KR", "3"),
            ("US", "5"),
            ("EA", "6"),
            ("ZZ", "6"),
            ("D", "6"),
            ("DEU", "6"),
        ] {
            assert_eq!(region_of(country), region, "{country}");
        }
    }
}
