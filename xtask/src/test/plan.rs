//! The suites of each part.
//!
//! A suite runs in one thread, in parallel with others. To add a suite, add a line or two to `Plan::add`.

mod place;

use std::{env, process::Command, time::Duration};

use anyhow::{Context, Result};

use super::{
    durations::Durations,
    parts::{Options, Part},
    runner::RunningSuite,
    scheduler::Place,
    suites::{
        JS_ENTRY, NO_WEBASSEMBLY, built_again, format, in_chromium, in_these, lint_files,
        lint_rust, lint_wasm, model, native, node, programs, sandbox_as_wasm, site, tarball, traps,
        wasm, wire,
    },
};
use crate::{
    build, demo,
    engine::{Engine, SHELL},
    sandbox, setup,
};

/// Something that suites need and that one suite makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Thing {
    /// `pkg/`, and the modules that the build generates.
    Package,
    /// The script-tag file of the crate with the feature `trap`.
    Trap,
    /// `pkg-sandbox/`.
    Sandbox,
    /// The bundle of the demo's modules.
    Demo,
    /// The demo as a Vite app.
    Vite,
    /// The browsers and other programs that the suites run.
    Programs,
}

/// What the tests of the built package need.
const PACKAGE: [Thing; 2] = [Thing::Package, Thing::Programs];

/// What the tests of both packages need.
const BOTH_PACKAGES: [Thing; 3] = [Thing::Package, Thing::Sandbox, Thing::Programs];

/// A page of the demo: its path, the script of the package that it loads, and what it needs.
#[derive(Clone, Copy)]
struct Page {
    path: &'static str,
    script: &'static str,
    needs: &'static [Thing],
}

/// The plain demo.
const DEMO: Page = Page {
    path: "",
    script: build::SCRIPT,
    needs: &[Thing::Package, Thing::Demo, Thing::Programs],
};

/// The plain demo, for tests that also use the sandbox package.
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

/// The flows that also run on the Vite app and without WebAssembly. The others only concern the demo.
const SCENES_ELSEWHERE: &str = "sign-in,sign-up,codes,languages,session,service-page";

/// The flows of a quick run.
const SCENES_OF_QUICK: &str = "sign-in,session";

/// The twin gets fewer hostile inputs than the WebAssembly, since both come from the same Rust, and different ones.
/// If these variables are set in the environment, those values apply to both.
const ABUSE_OF_TWIN: [(&str, &str); 2] = [("ABUSE_RUNS", "5000"), ("ABUSE_SEED", "1")];

/// The service's host name, one of the same site, and one of another site. They are under real top-level
/// domains, since WebKit recognizes no sites under others, and are reserved (RFC 2606).
const HOSTS: [&str; 3] = [
    "login.studio.example.com",
    "play.studio.example.com",
    "play.studio.example.org",
];

/// The name of the part whose suites test nothing, but make what others need.
pub const PREPARATION: &str = "prepare";

/// Returns a command that runs a file of tests.
type Tests = fn(&str) -> Result<Command>;

type Body<'a> = Box<dyn Fn(&mut RunningSuite<'_>) -> Result<()> + Send + Sync + 'a>;

/// What one thread runs, in parallel with others.
pub struct Suite<'a> {
    /// The part that it belongs to, in the table.
    pub part: String,
    /// The name that is printed.
    pub name: String,
    pub place: Place,
    pub needs: Vec<Thing>,
    pub makes: Option<Thing>,
    pub body: Body<'a>,
}

/// The suites of a run.
pub struct Plan<'a> {
    options: &'a Options,
    pub suites: Vec<Suite<'a>>,
}

impl<'a> Plan<'a> {
    /// Creates all suites of the chosen parts, and those that make what they need.
    pub fn new(options: &'a Options, durations: &Durations) -> Self {
        let mut plan = Self {
            options,
            suites: Vec::new(),
        };
        for &part in &options.chosen.parts {
            plan.add(part);
        }
        plan.prepare();
        // Suites that others wait for come first, in their order. The others start with the longest, so that it does
        // not run alone in the end.
        plan.suites.sort_by(|one, other| {
            let rank = |suite: &Suite<'_>| match suite.makes {
                Some(_) => f32::INFINITY,
                None => durations.of(&suite.name),
            };
            rank(other).total_cmp(&rank(one))
        });
        plan
    }

    /// Adds the suites of a part.
    fn add(&mut self, part: Part) {
        let (options, quick) = (self.options, self.options.chosen.quick);
        match part {
            Part::Format => self.beside(part, "", &[], format),
            Part::Lint => {
                self.cargo(part, "rust", &[], lint_rust);
                // The tests in wasm include files that the build generates.
                self.cargo(part, "wasm", &[Thing::Package], lint_wasm);
                self.beside(
                    part,
                    "files",
                    &[Thing::Package, Thing::Programs],
                    lint_files,
                );
            }
            Part::Native => {
                self.cargo(part, "", &[], native);
                self.beside(part, "node", &[Thing::Demo], |run| {
                    run.node(&mut node("tests/bench/test.mjs")?);
                    run.node(&mut node("tests/units/test.mjs")?);
                    Ok(())
                });
                if !quick {
                    // Its profile has its own target folder, which no other cargo task locks.
                    self.beside(part, "model", &[], model);
                }
            }
            Part::Build => {
                self.beside(part, "", &[Thing::Package], tarball);
                self.beside(part, "again", &[Thing::Package], built_again);
            }
            Part::Types => self.node(part, "", "tests/types/run.mjs", node),
            Part::Docs => {
                self.beside(part, "site", &BOTH_PACKAGES, site);
                self.served(part, "", DEMO_BESIDE_SANDBOX, || {
                    in_chromium("tests/docs/run.mjs")
                });
            }
            Part::Wasm => self.cargo(part, "", &[Thing::Package, Thing::Programs], wasm),
            Part::Wire => self.beside(part, "", &PACKAGE, move |run| wire(run, options)),
            Part::Settings => self.node(part, "", "tests/settings/run.mjs", in_chromium),
            Part::Defects => self.node(part, "", "tests/defects/run.mjs", in_chromium),
            Part::Session => self.waiting(part, "", &PACKAGE, |run| {
                run.node(&mut in_chromium("tests/session/run.mjs")?);
                Ok(())
            }),
            Part::Loading => {
                self.node(part, "", "tests/loading/run.mjs", in_chromium);
                self.beside(part, "trap", &[Thing::Trap, Thing::Programs], traps);
            }
            Part::Abuse => self.node(part, "", "tests/abuse/run.mjs", in_chromium),
            Part::Faults => self.served(part, "", DEMO, || in_chromium("tests/faults/run.mjs")),
            Part::Servers => self.node(part, "", "tests/servers/run.mjs", in_chromium),
            Part::Soak => self.waiting(part, "", &PACKAGE, move |run| {
                let mut soak = in_chromium("tests/soak/run.mjs")?;
                run.limit += Duration::from_secs(options.seconds.into());
                run.node(soak.env("SOAK_SECONDS", options.seconds.to_string()));
                Ok(())
            }),
            Part::Twin => self.twin(part),
            Part::Packages => {
                self.served(part, "", DEMO_BESIDE_SANDBOX, || {
                    in_chromium("tests/packages/run.mjs")
                });
            }
            Part::Sandbox => {
                self.beside(part, "", &BOTH_PACKAGES, |run| {
                    run.node(&mut in_chromium("tests/sandbox/run.mjs")?);
                    Ok(())
                });
                self.cargo(part, "as wasm", &[Thing::Sandbox], sandbox_as_wasm);
            }
            Part::Looks => self.served(part, "", DEMO, || {
                setup::fonts()?;
                in_chromium("tests/browser/looks.mjs")
            }),
            Part::Browsers => self.browsers(part),
        }
    }

    fn twin(&mut self, part: Part) {
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
            let run = move |run: &mut RunningSuite<'_>| {
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
                Engine::Chromium => SCENES_ELSEWHERE,
                Engine::Firefox | Engine::Webkit => "sign-in",
            };
            self.served(part, engine.name(), DEMO_OF_TWIN, move || {
                let mut flows = in_these(&[engine], FLOWS)?;
                flows.envs(NO_WEBASSEMBLY).env("SCENES", scenes);
                Ok(flows)
            });
        }
    }

    fn browsers(&mut self, part: Part) {
        let options = self.options;
        for &engine in &options.chosen.engines {
            self.served(part, engine.name(), DEMO, move || {
                let mut flows = in_these(&[engine], FLOWS)?;
                flows.envs(options.chosen.quick.then_some(("SCENES", SCENES_OF_QUICK)));
                Ok(flows)
            });
        }
        if options.chosen.quick {
            return;
        }
        if options.chosen.engines.contains(&Engine::Chromium) {
            // The same page, which only gets the package from elsewhere.
            self.served(part, "vite", DEMO_OF_VITE, || {
                let mut flows = in_these(&[Engine::Chromium], FLOWS)?;
                // In full Chromium, since the other flows use its headless shell.
                flows.env_remove(SHELL).env("SCENES", SCENES_ELSEWHERE);
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

    /// Adds the suites that make what others need.
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
