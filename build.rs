//! Turns `src/values.json`, the one list of regions, names, locales and defaults, into constants.

use std::{env, fmt::Write, fs, io, path::Path};

use serde_json::Value;

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=src/values.json");
    let values: Value = serde_json::from_str(&fs::read_to_string("src/values.json")?)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("values.rs"), constants(&values)?)
}

fn constants(values: &Value) -> io::Result<String> {
    let missing = |what: &str| io::Error::other(format!("src/values.json has no {what}"));
    let api_url = values["defaults"]["apiUrl"]
        .as_str()
        .ok_or_else(|| missing("defaults.apiUrl"))?;
    let login_message = values["loginMessage"]
        .as_str()
        .ok_or_else(|| missing("loginMessage"))?;
    let mut regions = String::new();
    for (region, countries) in values["regions"]
        .as_object()
        .ok_or_else(|| missing("regions"))?
    {
        let Some(countries) = countries.as_array() else {
            continue;
        };
        let countries: String = countries.iter().filter_map(Value::as_str).collect();
        let _ = write!(regions, "({region:?}, {countries:?}), ");
    }
    Ok(format!(
        "/// The service's own address, in force without `apiUrl`.\n\
         pub const API_URL: &str = {api_url:?};\n\
         /// `type` of the message to the page that opened this one, as the original SDK calls it.\n\
         pub const LOGIN_MESSAGE: &str = {login_message:?};\n\
         /// The regions of the socials file, each with its countries, of two letters each.\n\
         pub const REGIONS: &[(&str, &str)] = &[{regions}];\n"
    ))
}
