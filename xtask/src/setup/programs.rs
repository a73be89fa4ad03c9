//! Installs the browsers and fonts of Debian, and names hosts.

use std::{
    env,
    fs::OpenOptions,
    io::Write,
    net::ToSocketAddrs,
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::{Result, bail};

use super::{DEBIAN, HOSTS, installing, only};
use crate::command::{find, output, run};

/// Chromium, its driver and its headless shell.
pub struct Chromium {
    pub browser: PathBuf,
    pub driver: PathBuf,
    /// The headless shell: the same engine, without a user interface.
    pub shell: PathBuf,
}

/// An environment variable that names a program, and the path of the program.
pub type Program = (&'static str, PathBuf);

/// Returns Chromium, its driver and its headless shell; installs Debian's if they are missing.
///
/// If `CHROMIUM` is set, that browser is also used as the shell, unless `CHROMIUM_SHELL` is set: whoever selects a
/// browser wants it tested.
pub fn chromium() -> Result<Chromium> {
    let named = env::var("CHROMIUM").ok();
    let shell = named
        .as_deref()
        .unwrap_or("/usr/bin/chromium-headless-shell");
    let [(_, browser), (_, driver), (_, shell)] = programs(
        [
            ("CHROMIUM", "/usr/bin/chromium"),
            ("CHROMEDRIVER", "/usr/bin/chromedriver"),
            ("CHROMIUM_SHELL", shell),
        ],
        &[
            "chromium",
            "chromium-driver",
            "chromium-headless-shell",
            "fonts-dejavu-core",
        ],
    )?;
    Ok(Chromium {
        browser,
        driver,
        shell,
    })
}

/// Returns Firefox, with the variable through which the tests find it.
pub fn firefox() -> Result<[Program; 1]> {
    programs(
        [("FIREFOX", "/usr/bin/firefox-esr")],
        &["firefox-esr", "fonts-dejavu-core"],
    )
}

/// Returns WebKit's driver, which finds its browser itself, and Xvfb as its screen, with the variables
/// through which the tests find them.
pub fn webkit() -> Result<[Program; 2]> {
    programs(
        [
            ("WEBKIT_DRIVER", "/usr/bin/WebKitWebDriver"),
            ("XVFB", "/usr/bin/Xvfb"),
        ],
        &["webkit2gtk-driver", "xvfb", "fonts-dejavu-core"],
    )
}

/// Installs the fonts with which the pictures of the demo were taken. They cover all its languages.
pub fn fonts() -> Result<()> {
    let files = [
        (
            "NOTO_SANS",
            "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf",
        ),
        (
            "NOTO_SANS_CJK",
            "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        ),
    ];
    let packages = ["fonts-dejavu-core", "fonts-noto-core", "fonts-noto-cjk"];
    programs(files, &packages).map(drop)
}

/// Returns the program that each variable names, or Debian's by default. Installs `packages` if one is missing.
fn programs<const N: usize>(
    standard: [(&'static str, &str); N],
    packages: &[&str],
) -> Result<[Program; N]> {
    let _only = only(&DEBIAN);
    let programs = standard.map(|(variable, standard)| {
        let named = env::var_os(variable).unwrap_or_else(|| standard.into());
        (variable, PathBuf::from(named))
    });
    let variables = standard.map(|(variable, _)| variable).join(" and ");
    let complete = || programs.iter().all(|(_, program)| program.is_file());
    if !complete() {
        debian_packages(packages, &variables)?;
    }
    if !complete() {
        bail!(
            "{} is missing, or not where {variables} say",
            packages.join(" ")
        );
    }
    Ok(programs)
}

/// Makes host names resolve to this machine, with a line in `/etc/hosts` if necessary.
pub fn host_names(names: &[&str]) -> Result<()> {
    let _only = only(&HOSTS);
    let is_here = |name: &&str| {
        (*name, 0)
            .to_socket_addrs()
            .is_ok_and(|mut addresses| addresses.all(|address| address.ip().is_loopback()))
    };
    if names.iter().all(is_here) {
        return Ok(());
    }
    let line = format!("127.0.0.1 {}", names.join(" "));
    let hosts = OpenOptions::new().append(true).open("/etc/hosts");
    let Ok(mut hosts) = hosts else {
        bail!("add this line to /etc/hosts: {line}");
    };
    installing(&format!("host names in /etc/hosts: {line}"));
    Ok(writeln!(hosts, "{line}")?)
}

fn debian_packages(packages: &[&str], variables: &str) -> Result<()> {
    let names = packages.join(" ");
    let root = output("id", &["-u"]).is_some_and(|id| id == "0");
    if find("apt-get").is_none() {
        bail!("missing: {names}: install them, or say in {variables} where they are");
    }
    if !root {
        bail!("missing: {names}: sudo apt-get install --no-install-recommends {names}");
    }
    installing(&format!("{names} (Debian)"));
    let apt_get = || {
        let mut command = Command::new("apt-get");
        command
            .args(["-qq", "-o", "Dpkg::Use-Pty=0"])
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(Stdio::null());
        command
    };
    run(apt_get().arg("update"))?;
    run(apt_get()
        .args(["install", "-y", "--no-install-recommends"])
        .args(packages))
}
