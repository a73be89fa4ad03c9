//! Writes the public class `Api` from the methods that the wasm exports. Each method passes its arguments on unchanged;
//! `js/core.js` has the rest.
//!
//! It is written as text, because a bundler cannot leave out a class that a loop completes at run time. It names each
//! parameter, so that an argument that is omitted reaches the wasm as `undefined`: with a rest parameter, the wasm would
//! read it as 0, which is the handle of another value.

use std::mem;

use anyhow::{Context, Result, bail, ensure};

/// The class, with places for its methods and those of `session`.
const TEMPLATE: &str = "\
import { Core, CORE, coreOf } from '../core.js';
import { put } from '../host.js';

/** The calls of one Login project. Each call passes its arguments to the wasm unchanged. */
export class Api {
  /** Explicit, because minifying the bundle, or the app's bundle, would change the class name. */
  static get name() {
    return 'Api';
  }

  /** @param {unknown} options */
  constructor(options) {
    const core = new Core(options);
    core.view = Object.freeze({
{session}    });
    put(this, CORE, () => core);
  }

  /** The session, which has the tokens of the signed-in user. */
  get session() {
    return coreOf(this).view;
  }
{api}}
";

/// A method or getter of the bindings.
struct Method<'a> {
    name: &'a str,
    parameters: Vec<String>,
    kind: MethodKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MethodKind {
    /// It returns a promise, which rejects with whatever goes wrong.
    Call,
    /// It returns its result, or throws.
    AtOnce,
    Getter,
}

impl MethodKind {
    /// Returns the method of `Core` that runs a method of this kind.
    const fn run_by(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::AtOnce | Self::Getter => "atOnce",
        }
    }
}

/// Returns the text of the module, for the bindings that wasm-bindgen generates.
pub fn facade(bindings: &str) -> Result<String> {
    let mut api = String::new();
    for method in methods(bindings, "Api")? {
        ensure!(
            method.kind != MethodKind::Getter,
            "the façade has no getter {}",
            method.name
        );
        api += &method_of_api(&method);
    }
    let session = methods(bindings, "Session")?;
    let session: String = session.iter().map(member_of_session).collect();
    Ok(TEMPLATE
        .replace("{session}", &session)
        .replace("{api}", &api))
}

fn method_of_api(method: &Method<'_>) -> String {
    let Method { name, kind, .. } = method;
    let (types, list, run) = (types(method, "  "), list(method), kind.run_by());
    format!(
        "\n{types}  {name}({list}) {{\n    \
         return coreOf(this).{run}('{name}', (raw) => raw.{name}({list}));\n  }}\n"
    )
}

fn member_of_session(method: &Method<'_>) -> String {
    let Method { name, kind, .. } = method;
    let (types, list, run) = (types(method, "      "), list(method), kind.run_by());
    let start = format!("core.{run}('session.{name}', (raw, rawSession) => rawSession.{name}");
    match kind {
        MethodKind::Getter => {
            format!("      get {name}() {{\n        return {start});\n      }},\n")
        }
        MethodKind::Call | MethodKind::AtOnce => {
            format!("{types}      {name}: ({list}) =>\n        {start}({list})),\n")
        }
    }
}

/// Returns the line with the types of the parameters, without which TypeScript does not check the module.
fn types(method: &Method<'_>, indent: &str) -> String {
    let parameters = method.parameters.iter();
    let types: String = parameters
        .map(|name| format!("@param {{unknown}} [{name}] "))
        .collect();
    match types.as_str() {
        "" => String::new(),
        types => format!("{indent}/** {types}*/\n"),
    }
}

fn list(method: &Method<'_>) -> String {
    method.parameters.join(", ")
}

/// Returns the methods and getters of a class that a page may use.
fn methods<'a>(bindings: &'a str, class: &str) -> Result<Vec<Method<'a>>> {
    let start = format!("\nexport class {class} {{\n");
    let body = bindings
        .split_once(&start)
        .and_then(|(_, rest)| rest.split_once("\n}\n"));
    let (body, _) = body.with_context(|| format!("the bindings have no class {class}"))?;
    let mut methods = Vec::new();
    let mut returns = None;
    for line in body.lines() {
        if line.ends_with("/**") {
            returns = None;
        }
        if let Some((_, rest)) = line.split_once("@returns") {
            let known = rest
                .strip_prefix(" {")
                .and_then(|rest| rest.strip_suffix('}'));
            returns = Some(known.with_context(|| format!("{class}: cannot read {line}"))?);
        }
        let Some(member) = line.strip_prefix("    ").filter(|member| is_member(member)) else {
            continue;
        };
        if let Some(method) = method(member, returns.take())
            .with_context(|| format!("{class}: cannot read the member {member}"))?
        {
            methods.push(method);
        }
    }
    ensure!(!methods.is_empty(), "no method of {class} was found");
    Ok(methods)
}

/// Returns whether a line of a class, without its indentation, begins a member.
fn is_member(line: &str) -> bool {
    !line.is_empty() && !line.starts_with([' ', '/', '*', '}'])
}

/// Reads the first line of a member, which returns a value of the type `returns`. Returns `None` for a member that pages
/// do not use.
fn method<'a>(member: &'a str, returns: Option<&str>) -> Result<Option<Method<'a>>> {
    let head = member.strip_suffix(") {");
    let (name, list) = head
        .and_then(|head| head.split_once('('))
        .context("it is not a name with parameters on one line")?;
    let of_wasm_bindgen = ["constructor", "free", "__destroy_into_raw", "static __wrap"];
    if of_wasm_bindgen.contains(&name) || returns == Some("Session") {
        return Ok(None);
    }
    let getter = name.strip_prefix("get ");
    let name = getter.unwrap_or(name);
    ensure!(is_name(name), "it has no plain name");
    let parameters: Vec<_> = list
        .split(", ")
        .filter(|name| !name.is_empty())
        .map(in_camel_case)
        .collect();
    for parameter in &parameters {
        let is_taken = ["raw", "rawSession", "core"].contains(&parameter.as_str());
        ensure!(
            is_name(parameter) && !is_taken,
            "{parameter} cannot be a parameter"
        );
    }
    let kind = match returns {
        _ if getter.is_some() => MethodKind::Getter,
        Some("Promise<any>") => MethodKind::Call,
        Some("any") | None => MethodKind::AtOnce,
        Some(other) => bail!("the class cannot return {other}"),
    };
    Ok(Some(Method {
        name,
        parameters,
        kind,
    }))
}

/// Returns whether a text is an identifier as the exports of `src/api/` have.
fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// Returns the name that a parameter has in JavaScript.
fn in_camel_case(name: &str) -> String {
    let mut begins = false;
    let letters = name.chars().filter_map(|letter| match letter {
        '_' => {
            begins = true;
            None
        }
        letter if mem::take(&mut begins) => Some(letter.to_ascii_uppercase()),
        letter => Some(letter),
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BINDINGS: &str = "
export class Api {
    __destroy_into_raw() {
        const ptr = this.__wbg_ptr;
    }
    free() {
        wasm.__wbg_api_free(ptr, 0);
    }
    /**
     * Gets a link.
     * @param {any} provider
     * @param {any} custom_options
     * @returns {Promise<any>}
     */
    getLink(provider, custom_options) {
        const ret = wasm.api_getLink(this.__wbg_ptr, addHeapObject(provider), addHeapObject(custom_options));
        return takeObject(ret);
    }
    /**
     * @param {any} options
     */
    constructor(options) {
        if (r2) {
        }
    }
    /** Goes away. */
    leave() {
        wasm.api_leave(retptr, this.__wbg_ptr);
    }
    /**
     * @returns {Session}
     */
    get session() {
        return Session.__wrap(ret);
    }
}

export class Session {
    static __wrap(ptr) {
        return obj;
    }
    /**
     * @returns {any}
     */
    get current() {
        return takeObject(ret);
    }
    /**
     * @param {any} session
     * @returns {Promise<any>}
     */
    logout(session) {
        return takeObject(ret);
    }
}

const more = 1;
";

    #[test]
    fn a_promise_is_a_call_and_anything_else_is_returned_at_once() {
        let text = facade(BINDINGS).unwrap();
        let call = "
  /** @param {unknown} [provider] @param {unknown} [customOptions] */
  getLink(provider, customOptions) {
    return coreOf(this).call('getLink', (raw) => raw.getLink(provider, customOptions));
  }
";
        assert!(text.contains(call), "{text}");
        let at_once = "
  leave() {
    return coreOf(this).atOnce('leave', (raw) => raw.leave());
  }
}
";
        assert!(text.ends_with(at_once), "{text}");
    }

    #[test]
    fn the_session_has_its_getter_and_its_methods() {
        let text = facade(BINDINGS).unwrap();
        let session = "Object.freeze({
      get current() {
        return core.atOnce('session.current', (raw, rawSession) => rawSession.current);
      },
      /** @param {unknown} [session] */
      logout: (session) =>
        core.call('session.logout', (raw, rawSession) => rawSession.logout(session)),
    });
";
        assert!(text.contains(session), "{text}");
    }

    #[test]
    fn what_belongs_to_wasm_bindgen_is_left_out() {
        let of = |class| {
            let methods = methods(BINDINGS, class).unwrap();
            methods.iter().map(|method| method.name).collect::<Vec<_>>()
        };
        assert_eq!(of("Api"), ["getLink", "leave"]);
        assert_eq!(of("Session"), ["current", "logout"]);
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        assert!(facade("").is_err());
        for (from, to) in [
            ("{Promise<any>}", "{string}"),
            ("{Promise<any>}", "{Promise<any>} a link"),
            (
                "     * @returns {Promise<any>}",
                "    /** @returns {Promise<any>} */",
            ),
            ("getLink(", "async getLink("),
            ("getLink(", "static getLink("),
            ("getLink(", "set link("),
            ("getLink(", "__wbg_link("),
            ("provider, custom_options) {", "provider,"),
            ("provider, custom_options) {", "provider, custom_options){"),
            ("custom_options)", "custom_options = undefined)"),
            ("(provider,", "(raw,"),
        ] {
            let other = BINDINGS.replacen(from, to, 1);
            assert_ne!(other, BINDINGS, "{from}");
            assert!(facade(&other).is_err(), "{to}");
        }
    }

    #[test]
    fn a_method_does_not_inherit_the_result_of_the_one_before() {
        let other = BINDINGS.replacen("    getLink(provider, custom_options) {\n", "", 1);
        let text = facade(&other).unwrap();
        assert!(text.contains("atOnce('leave'"), "{text}");
    }
}
