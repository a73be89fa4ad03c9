//! `cargo xtask test`: runs the parts in order and adds up what their runners counted.

mod runner;

use std::{
    cell::{OnceCell, RefCell},
    path::Path,
    process::{Command, ExitCode, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use crate::{
    build,
    command::{cargo, npm_tool, shown},
    demo, docs, release, sandbox, setup,
};
use runner::{End, Tally, run_through};

#[derive(clap::Args)]
pub struct Args {
    /// Which parts to run; all of them if none is named. `wire`, `twin` and `browsers` run in all three
    /// engines if none is named
    #[arg(value_name = "PART|ENGINE")]
    words: Vec<Word>,
    /// Makes the recorded calls of `wire` with the original, and prints where it differs and why
    #[arg(long)]
    peer: bool,
    /// How long the soak lasts
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(30..))]
    seconds: u32,
}

/// A part, in the order in which the parts run, or an engine.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Word {
    /// rustfmt and prettier find nothing to change
    Format,
    /// clippy, tsc and rustdoc find nothing to complain about
    Lint,
    /// The tests that need no browser
    Native,
    /// The build, and what is inside the tarball that it makes
    Build,
    /// The declarations, under three compilers and three ways of resolution
    Types,
    /// The documentation: its examples, its links, the vendor's snippets
    Docs,
    /// The crate's own tests in headless Chrome
    Wasm,
    /// The package's requests, compared with the recorded ones
    Wire,
    /// What `fetchConfig` makes of the files of a project
    Settings,
    /// What the original gets wrong
    Defects,
    /// Sign-in to the end: state, callback, tokens, session
    Session,
    /// How the package loads, in a page and in Node
    Loading,
    /// Hostile arguments and answers, many calls at once, leaks
    Abuse,
    /// The package against a service that fails, over a socket
    Faults,
    /// Sign-in and session against authorization servers of others
    Servers,
    /// Eight tabs for a minute: slow and lost answers, no network, reloads, sign-outs
    Soak,
    /// The tests of behaviour with the Rust as JavaScript, in browsers without WebAssembly
    Twin,
    /// Projects that install the tarball, build it in and run it
    Packages,
    /// The package of the sandbox service, from its tarball
    Sandbox,
    /// How the demo looks, and what axe says of it
    Looks,
    /// The package and the demo in browsers, against the sandbox service
    Browsers,
    /// `wire` and `twin` or, without them, `browsers` in Chromium only
    Chromium,
    /// The same in Firefox only
    Firefox,
    /// The same in WebKit only
    Webkit,
}

impl Word {
    const PARTS: [Self; 21] = [
        Self::Format,
        Self::Lint,
        Self::Native,
        Self::Build,
        Self::Types,
        Self::Docs,
        Self::Wasm,
        Self::Wire,
        Self::Settings,
        Self::Defects,
        Self::Session,
        Self::Loading,
        Self::Abuse,
        Self::Faults,
        Self::Servers,
        Self::Soak,
        Self::Twin,
        Self::Packages,
        Self::Sandbox,
        Self::Looks,
        Self::Browsers,
    ];

    const ENGINES: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    fn name(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// Runs the parts; the exit code is 1 if anything failed.
pub fn run(root: &Path, args: &Args) -> Result<ExitCode> {
    let named = |engine: &Word| args.words.contains(engine);
    let engines: Vec<Word> = Word::ENGINES.into_iter().filter(named).collect();
    let wanted = |part: &Word| {
        args.words.is_empty()
            || args.words.contains(part)
            || (*part == Word::Browsers
                && !engines.is_empty()
                && !named(&Word::Wire)
                && !named(&Word::Twin))
    };
    let session = Session {
        root,
        engines: match engines.as_slice() {
            [] => &Word::ENGINES,
            engines => engines,
        },
        peer: args.peer,
        seconds: args.seconds,
        package: OnceCell::new(),
        failures: RefCell::default(),
    };

    let mut rows = Vec::new();
    let mut total = Tally::default();
    for part in Word::PARTS.into_iter().filter(wanted) {
        let name = part.name();
        println!("\n=== {name}");
        let start = Instant::now();
        let mut tally = Tally::default();
        if let Err(error) = session.run(part, &mut tally) {
            tally.failed += 1;
            session.failed(&format!("{name}: {error:#}"), []);
        }
        if tally == Tally::default() {
            tally.failed = 1;
            session.failed(&format!("{name}: no test ran"), []);
        }
        total += tally;
        rows.push((name, tally, start.elapsed()));
    }

    for failure in session.failures.take() {
        println!("\n=== failed: {failure}");
    }
    println!("\npart       passed  failed  seconds");
    for (name, Tally { passed, failed }, time) in rows {
        println!(
            "{name:<10} {passed:>6} {failed:>7} {:>8.1}",
            time.as_secs_f32()
        );
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(match total.failed {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// One run of the tests.
struct Session<'a> {
    root: &'a Path,
    /// The engines to test in.
    engines: &'a [Word],
    /// Whether `wire` is about the original.
    peer: bool,
    /// How long the soak lasts.
    seconds: u32,
    /// Whether the package could be built, once that was tried.
    package: OnceCell<bool>,
    /// What failed, each with its last lines: a long log shows them where it ends.
    failures: RefCell<Vec<String>>,
}

impl Session<'_> {
    /// Runs one part. What stops it early comes back as an error.
    fn run(&self, part: Word, tally: &mut Tally) -> Result<()> {
        match part {
            Word::Format => self.format(tally),
            Word::Lint => self.lint(tally),
            Word::Native => self.native(tally),
            Word::Build => self.build(tally),
            Word::Wasm => self.wasm(tally),
            Word::Wire => self.wire(tally),
            Word::Settings => self.package(tally, "tests/settings/run.mjs"),
            Word::Defects => self.package(tally, "tests/defects/run.mjs"),
            Word::Session => self.package(tally, "tests/session/run.mjs"),
            Word::Loading => self.loading(tally),
            Word::Abuse => self.package(tally, "tests/abuse/run.mjs"),
            Word::Types => self.types(tally),
            Word::Docs => self.docs(tally),
            Word::Faults => self.served(tally, DEMO, &mut in_chromium("tests/faults/run.mjs")?),
            Word::Servers => self.package(tally, "tests/servers/run.mjs"),
            Word::Soak => self.soak(tally),
            Word::Twin => self.twin(tally),
            Word::Packages => self.served(tally, DEMO, &mut in_chromium("tests/packages/run.mjs")?),
            Word::Sandbox => self.sandbox(tally),
            Word::Looks => {
                setup::fonts()?;
                self.served(tally, DEMO, &mut in_chromium("tests/browser/looks.mjs")?)
            }
            _ => {
                let flows = "tests/browser/run.mjs";
                self.served(tally, DEMO, &mut self.in_engines(flows)?)?;
                if self.engines.contains(&Word::Chromium) {
                    // The same page, but for where it gets the package from.
                    demo::build_vite(self.root)?;
                    let mut vite = in_chromium(flows)?;
                    vite.arg("chromium").env("SCENES", SCENES_ELSEWHERE);
                    self.served(tally, DEMO_OF_VITE, &mut vite)?;
                }
                self.served_by_https(
                    tally,
                    &mut self.in_engines("tests/browser/third-party.mjs")?,
                )
            }
        }
    }

    fn format(&self, tally: &mut Tally) -> Result<()> {
        setup::npm_packages(self.root)?;
        self.check(tally, cargo().args(["fmt", "--all", "--check"]));
        // A workspace of its own.
        let fuzz = ["--manifest-path", "fuzz/Cargo.toml"];
        self.check(tally, cargo().args(["fmt", "--check"]).args(fuzz));
        self.check(
            tally,
            npm_tool(self.root, "prettier").args(["--check", "."]),
        );
        Ok(())
    }

    fn lint(&self, tally: &mut Tally) -> Result<()> {
        setup::wasm_target()?;
        // The types of js/ and the tests in wasm include what the build generates.
        self.need_package()?;
        let clippy = ["clippy", "--all-targets", "--quiet"];
        let deny = ["--", "-D", "warnings"];
        self.check(tally, cargo().args(clippy).arg("--workspace").args(deny));
        // A test that a plain run leaves out is no target of `--all-targets`.
        self.check(
            tally,
            cargo()
                .args(["clippy", "--quiet", "--package", "xsolla-login"])
                .args(["--test", "model"])
                .args(deny),
        );
        self.check(
            tally,
            cargo()
                .args(clippy)
                .args(["--package", "xsolla-login", "--package", "sandbox-wasm"])
                .args(["--target", "wasm32-unknown-unknown"])
                .args(deny),
        );
        let mut deny = Command::new(setup::cargo_deny(self.root)?);
        // Not the advisories, which lie on a server and change by the day: a test says the same each time.
        self.check(
            tally,
            deny.args([
                "--log-level",
                "error",
                "check",
                "licenses",
                "bans",
                "sources",
            ]),
        );
        self.check(tally, &mut docs::of_the_crate(self.root));
        // Not by its name in node_modules/.bin, which the older compilers share.
        let mut tsc = Command::new("node");
        tsc.args(["node_modules/typescript7/bin/tsc", "-p", "js/tsconfig.json"]);
        self.check(tally, &mut tsc);
        let mut tsc = Command::new("node");
        tsc.args(["node_modules/typescript7/bin/tsc", "-p", "www-demo/vite"]);
        self.check(tally, &mut tsc);
        self.signatures(tally)
    }

    /// The signatures of the npm packages, where the keys and the registry can be reached.
    fn signatures(&self, tally: &mut Tally) -> Result<()> {
        let mut npm = Command::new("npm");
        npm.args(["audit", "signatures", "--fetch-retries=0"]);
        let output = npm.current_dir(self.root).stdin(Stdio::null()).output()?;
        let said =
            [output.stdout, output.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
        let said = said.concat();
        println!("$ {}", shown(&npm));
        // Whatever else goes wrong is a failure; so are signatures that do not fit.
        if !output.status.success() && said.contains("npm error network") {
            println!("not counted: there is no answer");
        } else if output.status.success() {
            tally.passed += 1;
        } else {
            tally.failed += 1;
            self.failed(&shown(&npm), said.lines().map(str::to_owned));
        }
        Ok(())
    }

    fn native(&self, tally: &mut Tally) -> Result<()> {
        self.suite(
            tally,
            cargo().args(["test", "--workspace", "--no-fail-fast"]),
        );
        // Optimised, and one test after the other: it walks through millions of states.
        self.suite(
            tally,
            cargo()
                .args(["test", "--package", "xsolla-login", "--profile", "model"])
                .args(["--test", "model", "--", "--nocapture"])
                .arg("--test-threads=1"),
        );
        self.suite(tally, &mut node_tests("tests/bench/test.mjs"));
        self.suite(tally, &mut node_tests("tests/units/test.mjs"));
        Ok(())
    }

    fn build(&self, tally: &mut Tally) -> Result<()> {
        self.need_package()?;
        tally.passed += 1;
        let mut check = node_tests("tests/package/check.mjs");
        if !setup::has_std_source() {
            check.env("STD_NOT_REBUILT", "1");
        }
        self.suite(tally, &mut check);
        // Without std rebuilt it would be another package than the one that is published.
        if setup::has_std_source() {
            release::again(self.root).context("the build is not reproducible")?;
            tally.passed += 1;
        }
        Ok(())
    }

    fn types(&self, tally: &mut Tally) -> Result<()> {
        self.need_package()?;
        self.suite(tally, &mut node_tests("tests/types/run.mjs"));
        Ok(())
    }

    fn docs(&self, tally: &mut Tally) -> Result<()> {
        self.need_package()?;
        setup::npm_packages_of_docs(self.root)?;
        self.check(tally, &mut docs::site(self.root));
        self.check(tally, &mut docs::of_the_package(self.root));
        self.suite(tally, &mut node_tests("tests/docs/site.mjs"));
        self.served(tally, DEMO, &mut in_chromium("tests/docs/run.mjs")?)
    }

    fn wasm(&self, tally: &mut Tally) -> Result<()> {
        setup::wasm_target()?;
        self.need_package()?;
        let chromium = setup::chromium()?;
        let path = setup::wasm_bindgen_path()?;
        let mut wasm_pack = Command::new(setup::wasm_pack(self.root)?);
        wasm_pack
            .args(["test", "--headless", "--chrome", "--mode", "no-install"])
            .arg("--chromedriver")
            .arg(chromium.driver)
            .env("PATH", path)
            // Tests inside src/ do not say where they run.
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            .env("WASM_BINDGEN_TEST_TIMEOUT", "60")
            // A driver that was never started may need more than the runner's 5 s to be read from the disk.
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
            // The tools read all of a test's debug information, for seconds per file.
            .env("CARGO_PROFILE_DEV_DEBUG", "0");
        self.suite(tally, &mut wasm_pack);
        Ok(())
    }

    /// Tests of the built package that need Chromium and nothing else.
    fn package(&self, tally: &mut Tally, file: &str) -> Result<()> {
        self.need_package()?;
        self.suite(tally, &mut in_chromium(file)?);
        Ok(())
    }

    fn soak(&self, tally: &mut Tally) -> Result<()> {
        self.need_package()?;
        let mut soak = in_chromium("tests/soak/run.mjs")?;
        soak.env("SOAK_SECONDS", self.seconds.to_string());
        self.suite(tally, &mut soak);
        Ok(())
    }

    fn sandbox(&self, tally: &mut Tally) -> Result<()> {
        sandbox::build(self.root).context("the sandbox package cannot be built")?;
        self.package(tally, "tests/sandbox/run.mjs")
    }

    fn twin(&self, tally: &mut Tally) -> Result<()> {
        self.need_package()?;
        // One after the other: the clock of the session's tests runs ahead of a machine that is busy.
        let mut wire = self.in_engines("tests/wire/run.mjs")?;
        self.suite(tally, wire.envs(JS_ENTRY).envs(NO_WEBASSEMBLY));
        for file in ["settings", "session", "abuse"] {
            let mut tests = in_chromium(&format!("tests/{file}/run.mjs"))?;
            self.suite(tally, tests.envs(JS_ENTRY).envs(NO_WEBASSEMBLY));
        }
        self.suite(tally, &mut self.in_engines("tests/environments/run.mjs")?);
        let mut faults = in_chromium("tests/faults/run.mjs")?;
        self.served(tally, DEMO_OF_TWIN, faults.envs(NO_WEBASSEMBLY))?;
        for engine in self.engines {
            let mut flows = in_these(&[*engine], "tests/browser/run.mjs")?;
            flows.envs(NO_WEBASSEMBLY);
            flows.env(
                "SCENES",
                match engine {
                    Word::Chromium => SCENES_ELSEWHERE,
                    _ => "sign-in",
                },
            );
            self.served(tally, DEMO_OF_TWIN, &mut flows)?;
        }
        Ok(())
    }

    fn wire(&self, tally: &mut Tally) -> Result<()> {
        self.need_package()?;
        let tests = "tests/wire/run.mjs";
        let mut command = match self.peer {
            true => in_chromium(tests)?,
            false => self.in_engines(tests)?,
        };
        self.suite(tally, command.args(self.peer.then_some("--peer")));
        Ok(())
    }

    /// Tests that take the names of the engines to run in.
    fn in_engines(&self, file: &str) -> Result<Command> {
        in_these(self.engines, file)
    }

    fn loading(&self, tally: &mut Tally) -> Result<()> {
        self.package(tally, "tests/loading/run.mjs")?;
        build::variant(self.root, "trap").context("the build with the feature trap failed")?;
        self.package(tally, "tests/loading/trap.mjs")?;
        let mut of_twin = in_chromium("tests/loading/trap.mjs")?;
        self.suite(tally, of_twin.envs(NO_WEBASSEMBLY));
        Ok(())
    }

    /// Tests against a page of the demo and the sandbox service.
    fn served(&self, tally: &mut Tally, page: Page, tests: &mut Command) -> Result<()> {
        self.need_package()?;
        // Its threads serve the demo while this one waits for the tests.
        let runtime = tokio::runtime::Runtime::new()?;
        let demo = runtime.block_on(demo::serve(self.root, 0, page.script))?;
        self.suite(
            tally,
            tests
                .env("DEMO_URL", format!("{}{}", demo.url, page.path))
                .env("SANDBOX_URL", &demo.sandbox_url),
        );
        runtime.block_on(demo.stop());
        Ok(())
    }

    /// Tests against a sandbox service on https, with pages of two sites.
    fn served_by_https(&self, tally: &mut Tally, tests: &mut Command) -> Result<()> {
        setup::host_names(&HOSTS)?;
        let runtime = tokio::runtime::Runtime::new()?;
        let sandbox = runtime.block_on(demo::serve_https(HOSTS))?;
        self.suite(tally, tests.env("HTTPS_SANDBOX_URL", &sandbox.url));
        runtime.block_on(sandbox.stop());
        Ok(())
    }

    /// Builds the package, once a run.
    fn need_package(&self) -> Result<()> {
        if let Some(built) = self.package.get() {
            return match built {
                true => Ok(()),
                false => bail!("not run: the build failed"),
            };
        }
        let result = setup::for_build(self.root).and_then(|()| build::build(self.root));
        self.package.get_or_init(|| result.is_ok());
        result.context("the build failed")
    }

    /// Runs a program that is one test: it passes if the program does.
    fn check(&self, tally: &mut Tally, command: &mut Command) {
        let end = self.run_through(command);
        if end.ok {
            tally.passed += 1;
        } else {
            tally.failed += 1;
            self.failed(&shown(command), end.tail);
        }
    }

    /// Runs a test runner and adds what its closing lines say.
    fn suite(&self, tally: &mut Tally, command: &mut Command) {
        let title = shown(command);
        let end = self.run_through(command);
        let nothing = end.counted == Tally::default();
        *tally += end.counted;
        if !end.ok || nothing || end.counted.failed > 0 {
            // A runner that stops before its closing lines is a failure of its own.
            tally.failed += u32::from(end.counted.failed == 0);
            let why = if end.ok && nothing {
                ": no test ran"
            } else {
                ""
            };
            self.failed(&format!("{title}{why}"), end.tail);
        }
    }

    /// Says a failure, and keeps it for the end with the last lines of what failed.
    fn failed(&self, what: &str, tail: impl IntoIterator<Item = String>) {
        println!("failed: {what}");
        let lines: Vec<_> = std::iter::once(what.to_owned()).chain(tail).collect();
        self.failures.borrow_mut().push(lines.join("\n"));
    }

    /// Runs a program, passing its output on line by line.
    fn run_through(&self, command: &mut Command) -> End {
        println!("$ {}", shown(command));
        run_through(self.root, command, |line| println!("{line}"))
    }
}

/// A page of the demo: where it lies, and the script of the package that it loads.
#[derive(Clone, Copy)]
struct Page {
    path: &'static str,
    script: &'static str,
}

/// The demo as it is.
const DEMO: Page = Page {
    path: "",
    script: build::SCRIPT,
};

/// The demo as a Vite app.
const DEMO_OF_VITE: Page = Page {
    path: "/vite",
    ..DEMO
};

/// The demo without WebAssembly.
const DEMO_OF_TWIN: Page = Page {
    script: build::SCRIPT_OF_TWIN,
    ..DEMO
};

/// The flows that are played on the Vite app and without WebAssembly as well: the others are about the demo.
const SCENES_ELSEWHERE: &str = "sign-in,sign-up,codes,languages,session,service-page";

/// Lets tests take the files of the entry `./js`, see `tests/dist.mjs`.
const JS_ENTRY: [(&str, &str); 1] = [("ENTRY", "js")];

/// Lets browsers start without WebAssembly, see `tests/chromium.mjs`.
const NO_WEBASSEMBLY: [(&str, &str); 1] = [("WEBASSEMBLY", "off")];

/// The same with the names of engines.
fn in_these(engines: &[Word], file: &str) -> Result<Command> {
    let mut command = node_tests(file);
    for engine in engines {
        command.arg(engine.name());
        match engine {
            Word::Firefox => command.envs(setup::firefox()?),
            Word::Webkit => command.envs(setup::webkit()?),
            _ => command.env("CHROMIUM", setup::chromium()?.browser),
        };
    }
    Ok(command)
}

/// The same with Chromium.
fn in_chromium(file: &str) -> Result<Command> {
    let mut command = node_tests(file);
    command.env("CHROMIUM", setup::chromium()?.browser);
    Ok(command)
}

/// The service's host name, one of the same site, and one of another. Below a real top-level domain,
/// since WebKit knows no sites below others; these belong to nobody (RFC 2606).
const HOSTS: [&str; 3] = [
    "login.studio.example.com",
    "play.studio.example.com",
    "play.studio.example.org",
];

/// node's own runner on one file, in the form that people read.
fn node_tests(file: &str) -> Command {
    let mut command = Command::new("node");
    command.args(["--test-reporter=spec", file]);
    command
}
