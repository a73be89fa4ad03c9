//! What each part runs.
//!
//! A suite is what one thread runs, beside others. Another one is a line or two in `Plan::add`, and nothing else.

mod place;

use std::{env, process::Command};

use anyhow::{Context, Result};

use super::{
    durations::Durations,
    parts::{Chosen, ENGINES, Word},
    runner::Run,
    scheduler::Place,
    suites::{
        JS_ENTRY, NO_WEBASSEMBLY, built_again, format, in_chromium, in_these, lint_files,
        lint_rust, lint_wasm, model, native, node, programs, sandbox_as_wasm, site, tarball, traps,
        wasm, wire,
    },
};
use crate::{build, demo, sandbox, setup};

/// What suites need, and one suite makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Thing {
    /// `pkg/`, and what the build generates beside it.
    Package,
    /// The script-tag file of the crate with the feature `trap`.
    Trap,
    /// `pkg-sandbox/`.
    Sandbox,
    /// The bundle of the demo's modules.
    Demo,
    /// The demo as a Vite app.
    Vite,
    /// The programs that the suites run, and the browsers.
    Programs,
}

/// What the tests of the built package need.
const PACKAGE: [Thing; 2] = [Thing::Package, Thing::Programs];

/// What the tests of both packages need.
const BOTH_PACKAGES: [Thing; 3] = [Thing::Package, Thing::Sandbox, Thing::Programs];

/// A page of the demo: where it lies, the script of the package that it loads, and what it needs.
#[derive(Clone, Copy)]
struct Page {
    path: &'static str,
    script: &'static str,
    needs: &'static [Thing],
}

/// The demo as it is.
const DEMO: Page = Page {
    path: "",
    script: build::SCRIPT,
    needs: &[Thing::Package, Thing::Demo, Thing::Programs],
};

/// The demo, for tests that use the package of the sandbox as well.
const DEMO_BESIDE_SANDBOX: Page = Page {
    needs: &[Thing::Package, Thing::Sandbox, Thing::Demo, Thing::Programs],
    ..DEMO
};

/// The demo as a Vite app.
const DEMO_OF_VITE: Page = Page {
    path: "/vite",
    needs: &[Thing::Vite, Thing::Programs],
    ..DEMO
};

/// The demo without WebAssembly.
const DEMO_OF_TWIN: Page = Page {
    script: build::SCRIPT_OF_TWIN,
    ..DEMO
};

/// The flows through the demo.
const FLOWS: &str = "tests/browser/run.mjs";

/// The flows that are played on the Vite app and without WebAssembly as well: the others are about the demo.
const SCENES_ELSEWHERE: &str = "sign-in,sign-up,codes,languages,session,service-page";

/// Those of a quick run.
const SCENES_OF_QUICK: &str = "sign-in,session";

/// The twin gets less hostile input than the WebAssembly, which comes from the same Rust, and gets other input. Whoever
/// sets these variables chooses for both.
const ABUSE_OF_TWIN: [(&str, &str); 2] = [("ABUSE_RUNS", "5000"), ("ABUSE_SEED", "1")];

/// The service's host name, one of the same site, and one of another. Below a real top-level domain,
/// since WebKit knows no sites below others; these belong to nobody (RFC 2606).
const HOSTS: [&str; 3] = [
    "login.studio.example.com",
    "play.studio.example.com",
    "play.studio.example.org",
];

/// What is printed of suites that test nothing, and make what others need.
pub const PREPARATION: &str = "prepare";

/// A command that runs a file of tests.
type Tests = fn(&str) -> Result<Command>;

type Body<'a> = Box<dyn Fn(&mut Run<'_>) -> Result<()> + Send + Sync + 'a>;

/// What one thread runs.
pub struct Suite<'a> {
    /// The part that it belongs to, in the table.
    pub part: String,
    /// What is printed of it.
    pub name: String,
    pub place: Place,
    pub needs: Vec<Thing>,
    pub makes: Option<Thing>,
    pub body: Body<'a>,
}

/// What the command line says beside the parts.
pub struct Options {
    pub chosen: Chosen,
    /// Whether `wire` is about the original SDK.
    pub peer: bool,
    /// How long the soak lasts.
    pub seconds: u32,
}

impl Options {
    /// Whether all that the suites hold runs. How long the soak lasts makes no difference.
    pub fn is_whole(&self) -> bool {
        !self.chosen.quick && !self.peer && self.chosen.engines.len() == ENGINES.len()
    }
}

/// The suites of a run.
pub struct Plan<'a> {
    options: &'a Options,
    pub suites: Vec<Suite<'a>>,
}

impl<'a> Plan<'a> {
    /// All suites of the chosen parts, and what they need.
    pub fn new(options: &'a Options, durations: &Durations) -> Self {
        let mut plan = Self {
            options,
            suites: Vec::new(),
        };
        for &part in &options.chosen.parts {
            plan.add(part);
        }
        plan.prepare();
        // What takes long first, so that it does not run alone in the end; before it what others wait for, as it is.
        plan.suites.sort_by(|one, other| {
            let rank = |suite: &Suite<'_>| match suite.makes {
                Some(_) => f32::INFINITY,
                None => durations.of(&suite.name),
            };
            rank(other).total_cmp(&rank(one))
        });
        plan
    }

    /// The suites of a part.
    fn add(&mut self, part: Word) {
        let (options, quick) = (self.options, self.options.chosen.quick);
        match part {
            Word::Format => self.beside(part, "", &[], format),
            Word::Lint => {
                self.cargo(part, "rust", &[], lint_rust);
                // The tests in wasm include what the build generates.
                self.cargo(part, "wasm", &[Thing::Package], lint_wasm);
                self.beside(
                    part,
                    "files",
                    &[Thing::Package, Thing::Programs],
                    lint_files,
                );
            }
            Word::Native => {
                self.cargo(part, "", &[], native);
                self.beside(part, "node", &[Thing::Demo], |run| {
                    run.node(&mut node("tests/bench/test.mjs")?);
                    run.node(&mut node("tests/units/test.mjs")?);
                    Ok(())
                });
                if !quick {
                    self.cargo(part, "model", &[], model);
                }
            }
            Word::Build => {
                self.beside(part, "", &[Thing::Package], tarball);
                self.beside(part, "again", &[Thing::Package], built_again);
            }
            Word::Types => self.node(part, "", "tests/types/run.mjs", node),
            Word::Docs => {
                self.beside(part, "site", &BOTH_PACKAGES, site);
                self.served(part, "", DEMO_BESIDE_SANDBOX, || {
                    in_chromium("tests/docs/run.mjs")
                });
            }
            Word::Wasm => self.cargo(part, "", &[Thing::Package, Thing::Programs], wasm),
            Word::Wire => self.beside(part, "", &PACKAGE, move |run| wire(run, options)),
            Word::Settings => self.node(part, "", "tests/settings/run.mjs", in_chromium),
            Word::Defects => self.node(part, "", "tests/defects/run.mjs", in_chromium),
            Word::Session => self.waiting(part, "", &PACKAGE, |run| {
                run.node(&mut in_chromium("tests/session/run.mjs")?);
                Ok(())
            }),
            Word::Loading => {
                self.node(part, "", "tests/loading/run.mjs", in_chromium);
                self.beside(part, "trap", &[Thing::Trap, Thing::Programs], traps);
            }
            Word::Abuse => self.node(part, "", "tests/abuse/run.mjs", in_chromium),
            Word::Faults => self.served(part, "", DEMO, || in_chromium("tests/faults/run.mjs")),
            Word::Servers => self.node(part, "", "tests/servers/run.mjs", in_chromium),
            Word::Soak => self.waiting(part, "", &PACKAGE, move |run| {
                let mut soak = in_chromium("tests/soak/run.mjs")?;
                run.node(soak.env("SOAK_SECONDS", options.seconds.to_string()));
                Ok(())
            }),
            Word::Twin => self.twin(part),
            Word::Packages => {
                self.served(part, "", DEMO_BESIDE_SANDBOX, || {
                    in_chromium("tests/packages/run.mjs")
                });
            }
            Word::Sandbox => {
                self.beside(part, "", &BOTH_PACKAGES, |run| {
                    run.node(&mut in_chromium("tests/sandbox/run.mjs")?);
                    Ok(())
                });
                self.cargo(part, "as wasm", &[Thing::Sandbox], sandbox_as_wasm);
            }
            Word::Looks => self.served(part, "", DEMO, || {
                setup::fonts()?;
                in_chromium("tests/browser/looks.mjs")
            }),
            // The engines are no parts.
            _ => self.browsers(part),
        }
    }

    fn twin(&mut self, part: Word) {
        let options = self.options;
        self.beside(part, "wire", &PACKAGE, |run| {
            let mut wire = in_these(&options.chosen.engines, "tests/wire/run.mjs")?;
            run.node(wire.envs(JS_ENTRY).envs(NO_WEBASSEMBLY));
            run.node(&mut in_these(
                &options.chosen.engines,
                "tests/environments/run.mjs",
            )?);
            Ok(())
        });
        for file in ["settings", "session", "abuse"] {
            let run = move |run: &mut Run<'_>| {
                let mut tests = in_chromium(&format!("tests/{file}/run.mjs"))?;
                if file == "abuse" {
                    let chosen = |(name, _): &(&str, &str)| env::var_os(name).is_some();
                    tests.envs(ABUSE_OF_TWIN.into_iter().filter(|pair| !chosen(pair)));
                }
                run.node(tests.envs(JS_ENTRY).envs(NO_WEBASSEMBLY));
                Ok(())
            };
            match file {
                "session" => self.waiting(part, file, &PACKAGE, run),
                _ => self.beside(part, file, &PACKAGE, run),
            }
        }
        self.served(part, "faults", DEMO_OF_TWIN, || {
            let mut faults = in_chromium("tests/faults/run.mjs")?;
            faults.envs(NO_WEBASSEMBLY);
            Ok(faults)
        });
        for &engine in &options.chosen.engines {
            let scenes = match engine {
                Word::Chromium => SCENES_ELSEWHERE,
                _ => "sign-in",
            };
            self.served(part, &engine.name(), DEMO_OF_TWIN, move || {
                let mut flows = in_these(&[engine], FLOWS)?;
                flows.envs(NO_WEBASSEMBLY).env("SCENES", scenes);
                Ok(flows)
            });
        }
    }

    fn browsers(&mut self, part: Word) {
        let options = self.options;
        for &engine in &options.chosen.engines {
            self.served(part, &engine.name(), DEMO, move || {
                let mut flows = in_these(&[engine], FLOWS)?;
                flows.envs(options.chosen.quick.then_some(("SCENES", SCENES_OF_QUICK)));
                Ok(flows)
            });
        }
        if options.chosen.quick {
            return;
        }
        if options.chosen.engines.contains(&Word::Chromium) {
            // The same page, but for where it gets the package from.
            self.served(part, "vite", DEMO_OF_VITE, || {
                let mut flows = in_these(&[Word::Chromium], FLOWS)?;
                // In full Chromium, since the other flows use its headless shell.
                flows
                    .env_remove("CHROMIUM_SHELL")
                    .env("SCENES", SCENES_ELSEWHERE);
                Ok(flows)
            });
        }
        self.beside(part, "third party", &PACKAGE, |run| {
            setup::host_names(&HOSTS)?;
            let mut tests = in_these(&options.chosen.engines, "tests/browser/third-party.mjs")?;
            let runtime = tokio::runtime::Runtime::new()?;
            let sandbox = runtime.block_on(demo::serve_https(HOSTS))?;
            run.node(tests.env("HTTPS_SANDBOX_URL", &sandbox.url));
            runtime.block_on(sandbox.stop());
            Ok(())
        });
    }

    /// The suites that make what others need.
    fn prepare(&mut self) {
        let needed =
            |suites: &[Suite<'_>], thing| suites.iter().any(|suite| suite.needs.contains(&thing));
        let mut first: Vec<Suite<'a>> = Vec::new();
        let mut make = |thing, name: &str, needs: &[Thing], body: Body<'a>| {
            if needed(&self.suites, thing) || needed(&first, thing) {
                first.push(Suite {
                    part: PREPARATION.to_owned(),
                    name: format!("{PREPARATION} {name}"),
                    place: Place::Beside,
                    needs: needs.to_vec(),
                    makes: Some(thing),
                    body,
                });
            }
        };
        make(
            Thing::Demo,
            "demo",
            &[],
            Box::new(|run| demo::compile(run.root)),
        );
        make(
            Thing::Vite,
            "vite",
            &[Thing::Package],
            Box::new(|run| demo::build_vite(run.root)),
        );
        make(
            Thing::Trap,
            "trap",
            &[Thing::Package],
            Box::new(|run| {
                build::variant(run.root, "trap").context("the build with the feature trap failed")
            }),
        );
        make(
            Thing::Sandbox,
            "sandbox",
            &[],
            Box::new(|run| sandbox::build(run.root).context("the sandbox package cannot be built")),
        );
        make(
            Thing::Package,
            "package",
            &[],
            Box::new(|run| {
                setup::for_build(run.root)
                    .and_then(|()| build::build(run.root))
                    .context("the build failed")
            }),
        );
        let options = self.options;
        make(
            Thing::Programs,
            "programs",
            &[],
            Box::new(|_| programs(&options.chosen)),
        );
        first.reverse();
        self.suites.splice(0..0, first);
    }
}
