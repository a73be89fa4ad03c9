//! `cargo xtask demo`: serves the demo page with the package, and starts the sandbox service.

use std::{
    fs, io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    path::{Path, PathBuf},
    process,
    sync::Arc,
};

use anyhow::{Context, Result, anyhow, bail};
use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use percent_encoding::percent_decode_str;
use sandbox::Sandbox;
use serde_json::json;
use tokio::{net::TcpListener, task::JoinHandle};
use tower_http::services::{ServeDir, ServeFile};

use crate::{
    build,
    command::{self, npm_tool},
    files::remove,
    setup,
};

#[derive(clap::Args)]
pub struct Args {
    /// The port of the page
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Another origin whose pages may call the sandbox service; may be repeated
    #[arg(long = "origin", value_name = "ORIGIN", value_parser = address)]
    origins: Vec<String>,
    /// Another callback URL that the service knows; may be repeated. An app must always name its callback URL, because
    /// the demo registers several
    #[arg(long = "callback", value_name = "URL", value_parser = address)]
    callbacks: Vec<String>,
}

/// Builds the package and serves the demo until Ctrl-C or SIGTERM.
pub fn run(root: &Path, args: &Args) -> Result<()> {
    setup::for_build(root)?;
    compile(root)?;
    build::build(root)?;
    build_vite(root)?;
    tokio::runtime::Runtime::new()?.block_on(async {
        // Before the URLs are printed: whoever reads them may send a signal at once.
        let end = told_to_end()?;
        let more = [args.origins.as_slice(), &args.callbacks];
        let demo = serve_with(root, args.port, build::SCRIPT, more).await?;
        println!("demo:    {}", demo.url);
        println!("vite:    {}/vite/", demo.url);
        println!("sandbox: {}", demo.sandbox_url);
        println!("Ctrl-C ends both.");
        end.await;
        demo.stop().await;
        Ok(())
    })
}

/// Serves the built documentation until Ctrl-C or SIGTERM.
pub fn serve_docs(root: &Path, port: u16) -> Result<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let end = told_to_end()?;
        let app = Router::new().fallback_service(ServeDir::new(root.join("target/docs")));
        for listener in listen(port).await? {
            let app = app.clone();
            tokio::spawn(async move { axum::serve(listener, app).await });
        }
        println!("http://localhost:{port}/, until Ctrl-C");
        end.await;
        Ok(())
    })
}

/// A running demo.
pub struct Demo {
    /// The URL of the page, without a trailing slash.
    pub url: String,
    /// The URL of the sandbox service, without a trailing slash.
    pub sandbox_url: String,
    sandbox: Sandbox,
    servers: Vec<JoinHandle<io::Result<()>>>,
}

impl Demo {
    /// Stops the page's server and the sandbox service.
    pub async fn stop(self) {
        for server in &self.servers {
            server.abort();
        }
        self.sandbox.stop().await;
    }
}

/// Checks that an argument is an http or https URL. If it is not, clap's error names the flag.
fn address(text: &str) -> Result<String, String> {
    match text.parse::<axum::http::Uri>() {
        Ok(uri) if matches!(uri.scheme_str(), Some("http" | "https")) => Ok(text.to_owned()),
        _ => Err("must be a URL with a scheme, such as http://localhost:5173".to_owned()),
    }
}

/// The folder with the bundle of the demo's modules.
const BUNDLE: &str = "target/demo";

/// Bundles the demo's modules for the plain page, because a page that requests every module shows its form much later. The
/// texts of languages other than English stay separate files, which the page loads on demand. esbuild does not check
/// types; the tests do.
pub fn compile(root: &Path) -> Result<()> {
    setup::npm_packages(root)?;
    let bundle = root.join(BUNDLE);
    // A running demo may be serving the bundle, so it is replaced only once the new one is complete. Each process
    // has its own folder, because two may build at once.
    let fresh_name = format!("{BUNDLE}.{}", process::id());
    let fresh = root.join(&fresh_name);
    remove(&fresh)?;
    let mut esbuild = npm_tool(root, "esbuild");
    esbuild
        .current_dir(root)
        .args(["www-demo/demo.ts", "--outbase=www-demo"])
        .args(texts(root)?)
        .args(["--bundle", "--splitting", "--format=esm"])
        .args(["--target=es2023", "--sourcemap", "--log-level=warning"])
        .arg(format!("--outdir={fresh_name}"));
    let (compiled, said) = command::output_of(&mut esbuild)?;
    if !compiled {
        remove(&fresh)?;
        // A running demo loses its page, but tests started by hand must not pass on an outdated bundle.
        remove(&bundle)?;
        bail!("the demo does not compile:\n{}", said.trim_end());
    }
    print!("{said}");
    replace(&bundle, &fresh)
}

/// Returns the modules with the texts of each language. They are entry points, so that their files have fixed names:
/// the unit tests import them.
fn texts(root: &Path) -> Result<Vec<PathBuf>> {
    let mut texts = Vec::new();
    for file in fs::read_dir(root.join("www-demo/texts"))? {
        let file = file?.path();
        if file.extension().is_some_and(|end| end == "ts") {
            texts.push(file);
        }
    }
    Ok(texts)
}

/// Replaces the bundle with the folder `fresh`. A rename cannot replace a folder that has files, so the old folder is
/// renamed first.
fn replace(bundle: &Path, fresh: &Path) -> Result<()> {
    let old = fresh.with_added_extension("old");
    if bundle.exists() {
        fs::rename(bundle, &old)?;
    }
    fs::rename(fresh, bundle)?;
    remove(&old)
}

/// Builds the demo as a Vite app (`www-demo/vite/`), with the package that is already built.
pub fn build_vite(root: &Path) -> Result<()> {
    setup::npm_packages(root)?;
    command::run(npm_tool(root, "vite").args([
        "build",
        "--config",
        "www-demo/vite/vite.config.ts",
        "--logLevel",
        "warn",
    ]))
    .context("the Vite app of the demo cannot be built")
}

/// Starts the sandbox service and the page's server; port 0 selects any free port. The page loads `script`, a file
/// of the package.
pub async fn serve(root: &Path, port: u16, script: &str) -> Result<Demo> {
    serve_with(root, port, script, [&[], &[]]).await
}

/// Does the same as [`serve`], with additional origins and callback URLs for the service.
async fn serve_with(
    root: &Path,
    port: u16,
    script: &str,
    [origins, callbacks]: [&[String]; 2],
) -> Result<Demo> {
    let listeners = listen(port).await?;
    let port = listeners
        .first()
        .context("nothing to listen on")?
        .local_addr()?
        .port();
    let url = format!("http://localhost:{port}");
    let sandbox = Sandbox::start(sandbox::Options {
        app: format!("{url}/"),
        origins: [&[format!("http://127.0.0.1:{port}")], origins].concat(),
        callbacks: [
            &[
                format!("http://127.0.0.1:{port}/"),
                format!("{url}/vite/"),
                format!("http://127.0.0.1:{port}/vite/"),
            ],
            callbacks,
        ]
        .concat(),
        ..sandbox::Options::default()
    })
    .await
    .map_err(|error| anyhow!("the sandbox service does not start: {error}"))?;

    let app = router(root, &config(&sandbox.url), script);
    let servers = listeners
        .into_iter()
        .map(|listener| {
            let app = app.clone();
            tokio::spawn(async move { axum::serve(listener, app).await })
        })
        .collect();
    Ok(Demo {
        url,
        sandbox_url: sandbox.url.clone(),
        sandbox,
        servers,
    })
}

/// Starts a sandbox service with https, for pages of its own site and of another site. The host names must
/// resolve to this machine.
pub async fn serve_https([service, pages @ ..]: [&str; 3]) -> Result<Sandbox> {
    Sandbox::start(sandbox::Options {
        confirm_mail: false,
        https: Some(sandbox::Https {
            host: service.into(),
            pages: [service].into_iter().chain(pages).map(Into::into).collect(),
        }),
        ..sandbox::Options::default()
    })
    .await
    .map_err(|error| anyhow!("the sandbox service does not start by https: {error}"))
}

/// Listens on both addresses of localhost, because browsers differ in which one they try first.
async fn listen(port: u16) -> Result<Vec<TcpListener>> {
    let v4 = bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    let port = v4.local_addr()?.port();
    let v6 = TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))).await;
    match v6 {
        Ok(v6) => Ok(vec![v4, v6]),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(taken(port)),
        // A machine without IPv6.
        Err(_) => Ok(vec![v4]),
    }
}

async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        if error.kind() == io::ErrorKind::AddrInUse {
            return taken(address.port());
        }
        anyhow!("cannot listen on {address}: {error}")
    })
}

fn taken(port: u16) -> anyhow::Error {
    anyhow!("port {port} is taken: choose another with --port")
}

/// Returns the script from which the page learns where the sandbox service is.
fn config(sandbox_url: &str) -> String {
    let project = sandbox::PROJECT_ID;
    let settings = format!("{sandbox_url}/cdn/projects/{project}/settings");
    let config = json!({
        "apiUrl": format!("{sandbox_url}/api"),
        "projectId": project,
        "clientId": sandbox::CLIENT_ID,
        "outboxUrl": format!("{sandbox_url}/outbox"),
        "settingsJSON": format!("{settings}/auth"),
        "socialsJSON": format!("{settings}/socials/by_region"),
        "themeJSON": format!("{settings}/widget"),
    });
    format!("window.demoConfig = {config};\n")
}

fn router(root: &Path, config: &str, script: &str) -> Router {
    let script = ServeFile::new(root.join("pkg/dist").join(script));
    let config: Arc<str> = config.into();
    let config = get(async move || {
        (
            [(header::CONTENT_TYPE, "text/javascript")],
            config.to_string(),
        )
    });
    Router::new()
        .route_service("/xsolla-login.js", script)
        .route("/config.js", config.clone())
        .route("/vite/config.js", config)
        .nest_service("/vite", ServeDir::new(root.join("target/demo-vite")))
        .fallback_service(
            ServeDir::new(root.join(BUNDLE)).fallback(ServeDir::new(root.join("www-demo"))),
        )
        .layer(middleware::from_fn(guard))
}

/// Responds with 404 for the sandbox's source, disables caching, and adds the charset to text.
async fn guard(request: Request, next: Next) -> Response {
    if is_sandbox(request.uri().path()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(typed) = headers.get(header::CONTENT_TYPE).and_then(with_charset) {
        headers.insert(header::CONTENT_TYPE, typed);
    }
    response
}

/// Whether a path leads into `sandbox/`, in any spelling.
fn is_sandbox(path: &str) -> bool {
    let path = percent_decode_str(path).decode_utf8_lossy();
    path.split('/')
        .find(|segment| !matches!(*segment, "" | "."))
        .is_some_and(|segment| segment.eq_ignore_ascii_case("sandbox"))
}

/// Adds `charset=utf-8` to a text type that names no charset; `None` for any other type.
fn with_charset(value: &HeaderValue) -> Option<HeaderValue> {
    let value = value.to_str().ok()?;
    let bare = value.starts_with("text/") && !value.contains("charset");
    let typed = format!("{value}; charset=utf-8");
    bare.then(|| HeaderValue::try_from(typed).ok()).flatten()
}

/// Returns a future that waits for Ctrl-C or SIGTERM. Both are caught from the moment that this returns.
#[cfg(unix)]
fn told_to_end() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(windows)]
fn told_to_end() -> Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read, Write},
        net::TcpStream,
    };

    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    /// Starts a demo with these flags, and returns the service's response to a page of this origin that names this
    /// callback URL.
    fn answer(flags: &[&str], origin: &str, callback: &str) -> String {
        let line = ["demo", "--port", "0"].iter().chain(flags);
        let Args {
            port,
            origins,
            callbacks,
        } = Line::try_parse_from(line).unwrap().args;
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let more = [origins.as_slice(), &callbacks];
        let served = serve_with(Path::new("."), port, build::SCRIPT, more);
        let demo = runtime.block_on(served).unwrap();
        let host = demo.sandbox_url.trim_start_matches("http://");
        let mut connection = TcpStream::connect(host).unwrap();
        let project = sandbox::PROJECT_ID;
        let path = format!("/api/social/google/login_url?projectId={project}&login_url={callback}");
        let head = format!("Host: {host}\r\nOrigin: {origin}\r\nConnection: close");
        write!(connection, "GET {path} HTTP/1.1\r\n{head}\r\n\r\n").unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        runtime.block_on(demo.stop());
        answer
    }

    #[test]
    fn flags_name_further_origins_and_callbacks_of_the_service() {
        let (origin, callback) = ("http://localhost:5173", "http://localhost:5173/in");
        let other = [
            "--origin",
            "http://localhost:1",
            "--callback",
            "http://localhost:1/",
        ];
        let flags = ["--origin", origin, "--callback", callback];
        let allowed = format!("access-control-allow-origin: {origin}\r\n");

        let known = answer(&[other, flags].concat(), origin, callback);
        assert!(known.starts_with("HTTP/1.1 200 "), "{known}");
        assert!(known.contains(&allowed), "{known}");

        let unknown = answer(&other, origin, callback);
        assert!(unknown.contains("010-012"), "{unknown}");
        assert!(!unknown.contains(&allowed), "{unknown}");
    }

    #[test]
    fn an_address_without_its_scheme_is_refused_with_the_name_of_its_flag() {
        for flag in ["--origin", "--callback"] {
            let error = Line::try_parse_from(["demo", flag, "localhost:5173"])
                .err()
                .unwrap();
            assert!(error.to_string().contains(flag), "{error}");
        }
    }
}
