//! Where a sign-in leads.

use url::Url;

use crate::store::failure::Failure;

/// A call that signs a user in or starts a sign-in, on a JWT or OAuth path.
#[derive(Clone)]
pub(crate) struct Start {
    pub(crate) target: Target,
    /// Becomes a claim of the token.
    pub(crate) payload: Option<String>,
    /// Whether the sign-in ends the user's earlier tokens.
    pub(crate) with_logout: bool,
}

/// Where the user goes once signed in.
#[derive(Clone)]
pub(crate) enum Target {
    /// To the callback, with `token`.
    Token(Url),
    /// To the redirect URI, with `code` and `state`.
    Code {
        /// The redirect URI.
        url: Url,
        /// Returned unchanged.
        state: String,
        /// The conditions for exchanging the code.
        terms: Terms,
    },
}

/// What the token endpoint checks, and the scope that it grants.
#[derive(Clone, Default)]
pub(crate) struct Terms {
    /// The redirect URI, if one was named.
    pub(crate) redirect_uri: Option<Url>,
    /// The scopes, separated by spaces.
    pub(crate) scope: String,
    /// The `code_challenge` (S256), if one was sent.
    pub(crate) challenge: Option<String>,
}

impl Start {
    /// Returns the callback or redirect URI with these parameters, and with `state`
    /// if there is one. For redirects that do not complete the sign-in, such as
    /// errors and the second factor.
    pub(crate) fn with(&self, params: &[(&str, &str)]) -> String {
        match &self.target {
            Target::Token(url) => with_params(url, params),
            Target::Code { url, state, .. } => {
                let params = [params, &[("state", state)]].concat();
                with_params(url, &params)
            }
        }
    }

    /// Returns the callback or redirect URI with the error in its query.
    pub(crate) fn refused(&self, failure: &Failure) -> String {
        self.with(&[
            ("error_code", failure.code),
            ("error_description", &failure.description),
        ])
    }
}

/// Returns the URL with these query parameters, which replace those of the same
/// name.
pub(crate) fn with_params(url: &Url, params: &[(&str, &str)]) -> String {
    let is_ours = |name: &str| params.iter().any(|(ours, _)| *ours == name);
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| !is_ours(name))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let mut url = url.clone();
    url.query_pairs_mut()
        .clear()
        .extend_pairs(kept)
        .extend_pairs(params);
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_added_once_and_the_others_stay() {
        let page = Url::parse("https://game.example/?lobby=a%20b&token=old#top");
        assert_eq!(
            with_params(&page.expect("an address"), &[("token", "new")]),
            "https://game.example/?lobby=a+b&token=new#top"
        );
    }
}
