//! Other settings of the compiler and of wasm-opt, which `cargo xtask size --alternatives` builds and compares.

/// How to build the wasm: as for the package, with these differences.
pub struct Setting {
    /// The description in the table.
    pub name: &'static str,
    /// Additional arguments of rustc. If an option is given twice, the later one applies.
    pub rustc: &'static [&'static str],
    /// Changes to cargo's release profile, as lines of its configuration.
    pub profile: &'static [&'static str],
    /// Arguments of wasm-opt that are left out.
    pub without: &'static [&'static str],
    /// Arguments of wasm-opt that are added.
    pub with: &'static [&'static str],
}

impl Setting {
    /// The settings of the package.
    pub const PACKAGE: Self = Self {
        name: "as the package is made",
        rustc: &[],
        profile: &[],
        without: &[],
        with: &[],
    };

    const fn rustc(name: &'static str, rustc: &'static [&'static str]) -> Self {
        Self {
            name,
            rustc,
            ..Self::PACKAGE
        }
    }

    const fn profile(name: &'static str, profile: &'static [&'static str]) -> Self {
        Self {
            name,
            profile,
            ..Self::PACKAGE
        }
    }

    const fn passes(
        name: &'static str,
        without: &'static [&'static str],
        with: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            without,
            with,
            ..Self::PACKAGE
        }
    }

    /// Whether the compiler must run again, because its output changes.
    pub const fn compiles_anew(&self) -> bool {
        !self.rustc.is_empty() || !self.profile.is_empty()
    }
}

/// The settings that were tried instead of the package's.
pub const ALTERNATIVES: [Setting; 22] = [
    Setting::rustc("`-Zmir-opt-level=2`, the default", &["-Zmir-opt-level=2"]),
    Setting::rustc("`-Zmir-opt-level=4`", &["-Zmir-opt-level=4"]),
    Setting::rustc(
        "`-Zinline-mir-threshold=20`",
        &["-Zinline-mir-threshold=20"],
    ),
    Setting::rustc(
        "`-Zinline-mir-threshold=120`",
        &["-Zinline-mir-threshold=120"],
    ),
    Setting::rustc(
        "`-Zcross-crate-inline-threshold=0`",
        &["-Zcross-crate-inline-threshold=0"],
    ),
    Setting::rustc(
        "LLVM `-inline-threshold=0`",
        &["-Cllvm-args=-inline-threshold=0"],
    ),
    Setting::rustc(
        "LLVM `-inline-threshold=50`",
        &["-Cllvm-args=-inline-threshold=50"],
    ),
    Setting::rustc(
        "LLVM `-enable-gvn-hoist`",
        &["-Cllvm-args=-enable-gvn-hoist"],
    ),
    Setting::rustc("LLVM `-enable-gvn-sink`", &["-Cllvm-args=-enable-gvn-sink"]),
    Setting::profile(
        "`opt-level = \"s\"` for our own code",
        &["opt-level = \"s\""],
    ),
    Setting::profile("`opt-level = 2` for our own code", &["opt-level = 2"]),
    Setting::profile(
        "`opt-level = \"z\"` for dependencies, too",
        &["package.\"*\".opt-level = \"z\""],
    ),
    Setting::profile("16 codegen units", &["codegen-units = 16"]),
    Setting::profile("thin LTO", &["lto = \"thin\""]),
    Setting::passes(
        "wasm-opt without `--flatten --rereloop`",
        &["--flatten", "--rereloop"],
        &[],
    ),
    Setting::passes("with `--local-cse`", &["--skip-pass=local-cse"], &[]),
    Setting::passes(
        "with `--simplify-locals`",
        &["--skip-pass=simplify-locals"],
        &[],
    ),
    Setting::passes(
        "with `--memory-packing`",
        &["--skip-pass=memory-packing"],
        &[],
    ),
    Setting::passes(
        "with its own limit for inlining into one caller",
        &["--one-caller-inline-max-function-size=20"],
        &[],
    ),
    Setting::passes(
        "with `--merge-similar-functions`",
        &[],
        &["--merge-similar-functions"],
    ),
    Setting::passes("with `--gufa`", &[], &["--gufa", "-Oz"]),
    Setting::passes("with `-O4` instead of `-Os -Oz`", &["-Os", "-Oz"], &["-O4"]),
];
