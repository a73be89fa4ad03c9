//! Turns `src/values.json`, the one list of regions, names, locales and defaults, into constants.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=src/values.json");
    let values: serde_json::Value = serde_json::from_str(&fs::read_to_string("src/values.json")?)?;
    let api_url = values["defaults"]["apiUrl"]
        .as_str()
        .ok_or_else(|| io::Error::other("src/values.json has no defaults.apiUrl"))?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(
        Path::new(&out).join("values.rs"),
        format!(
            "/// The service's own address, in force without `apiUrl`.\n\
             pub const API_URL: &str = {api_url:?};\n"
        ),
    )
}
