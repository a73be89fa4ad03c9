//! Adds suites to the plan, by where they run and what runs around them.

use std::process::Command;

use anyhow::Result;

use super::{Body, PACKAGE, Page, Plan, Suite, Tests, Thing};
use crate::{
    demo,
    test::{parts::Part, runner::RunningSuite, scheduler::Place},
};

impl<'a> Plan<'a> {
    pub(super) fn beside(
        &mut self,
        part: Part,
        name: &str,
        needs: &[Thing],
        body: impl Fn(&mut RunningSuite<'_>) -> Result<()> + Send + Sync + 'a,
    ) {
        self.push(part, name, Place::Beside, needs, Box::new(body));
    }

    pub(super) fn cargo(
        &mut self,
        part: Part,
        name: &str,
        needs: &[Thing],
        body: impl Fn(&mut RunningSuite<'_>) -> Result<()> + Send + Sync + 'a,
    ) {
        self.push(part, name, Place::Cargo, needs, Box::new(body));
    }

    pub(super) fn waiting(
        &mut self,
        part: Part,
        name: &str,
        needs: &[Thing],
        body: impl Fn(&mut RunningSuite<'_>) -> Result<()> + Send + Sync + 'a,
    ) {
        self.push(part, name, Place::Waiting, needs, Box::new(body));
    }

    /// Adds a file of tests of the built package.
    pub(super) fn node(&mut self, part: Part, name: &str, file: &'static str, command: Tests) {
        self.beside(part, name, &PACKAGE, move |run| {
            run.node(&mut command(file)?);
            Ok(())
        });
    }

    /// Adds tests that run against their own instance of the demo and the sandbox service.
    pub(super) fn served(
        &mut self,
        part: Part,
        name: &str,
        page: Page,
        tests: impl Fn() -> Result<Command> + Send + Sync + 'a,
    ) {
        self.beside(part, name, page.needs, move |run| {
            let mut tests = tests()?;
            // The runtime's threads serve the demo while this thread waits for the tests.
            let runtime = tokio::runtime::Runtime::new()?;
            let demo = runtime.block_on(demo::serve(run.root, 0, page.script))?;
            tests
                .env("DEMO_URL", format!("{}{}", demo.url, page.path))
                .env("SANDBOX_URL", &demo.sandbox_url);
            run.node(&mut tests);
            runtime.block_on(demo.stop());
            Ok(())
        });
    }

    fn push(&mut self, part: Part, name: &str, place: Place, needs: &[Thing], body: Body<'a>) {
        let part = part.name();
        self.suites.push(Suite {
            name: format!("{part} {name}").trim_end().to_owned(),
            part,
            place,
            needs: needs.to_vec(),
            makes: None,
            body,
        });
    }
}
