//! OAuth 2.0: the authorize page, consent, tokens, and the user.

use super::argument::*;
use super::call::*;

/// The authorize page. Never requested by this package: only its URL is used.
pub static AUTHORIZATION_PAGE: Call = Call {
    method: Method::Get,
    path: Path::Always("/oauth2/auth"),
    query: QueryOptions::Authorize,
    ..CALL
};

/// Asks whether the user has approved the client and its scope.
pub static CONSENT_VALIDATE: Call = Call {
    path: Path::Fixed("/oauth2/consent/validate"),
    query: QueryOptions::None,
    signature: by_position(1, &[TOKEN]),
    body_options: &[TextOption::ClientId, TextOption::Scope],
    ..CALL
};

/// Submits whether the user approves the client and its scope.
pub static POST_CONSENT: Call = Call {
    path: Path::Always("/oauth2/consent"),
    query: QueryOptions::None,
    signature: by_position(
        2,
        &[
            TOKEN,
            required("approval", Accepts::Flag, To::Field("approval")),
        ],
    ),
    body_options: &[
        TextOption::ProjectId,
        TextOption::ClientId,
        TextOption::Scope,
        TextOption::State,
        TextOption::RedirectUri,
        TextOption::ResponseType,
    ],
    ..CALL
};

const fn for_client(args: &'static [Arg]) -> Signature {
    Signature {
        needs_client: true,
        ..by_name(args)
    }
}

/// A request to the token endpoint. It has no cookies: the code or token in its body is sufficient.
const TOKENS: Call = Call {
    path: Path::Fixed("/oauth2/token"),
    query: QueryOptions::None,
    answer: AnswerRules {
        empty: Empty::Refused,
        ..PLAIN
    },
    policy: Policy::Bare,
    ..CALL
};

/// Exchanges an authorization code for tokens (RFC 6749, 4.1.3; RFC 7636, 4.5).
pub static EXCHANGE_CODE: Call = Call {
    signature: for_client(&[
        required("code", Accepts::Text, To::Form("code")),
        optional("codeVerifier", Accepts::Text, To::Form("code_verifier")),
    ]),
    body_options: &[TextOption::ClientId, TextOption::RedirectUri],
    grant: Some("authorization_code"),
    ..TOKENS
};

/// Exchanges a refresh token for new tokens (RFC 6749, 6).
pub static REFRESH: Call = Call {
    signature: for_client(&[required(
        "refreshToken",
        Accepts::Text,
        To::Form("refresh_token"),
    )]),
    body_options: &[TextOption::ClientId],
    grant: Some("refresh_token"),
    ..TOKENS
};

/// Asks the service which user an access token belongs to.
pub static GET_USER: Call = Call {
    method: Method::Get,
    path: Path::Fixed("/users/me"),
    query: QueryOptions::None,
    signature: by_position(1, &[TOKEN]),
    answer: AnswerRules {
        empty: Empty::Refused,
        ..PLAIN
    },
    ..CALL
};

/// Tests whether the service can be reached: a request without a token, to which any response will do.
pub static PING: Call = Call {
    method: Method::Get,
    path: Path::Fixed("/users/me"),
    query: QueryOptions::None,
    policy: Policy::Bare,
    ..CALL
};

/// What a method without arguments takes: only options.
pub static NO_ARGUMENTS: Signature = by_name(&[]);

/// What `refresh` takes; the default of its argument is the session's refresh token.
pub static SESSION_REFRESH: Signature =
    by_name(&[optional("refreshToken", Accepts::Text, To::Here)]);

/// What `createAuthorizationUrl` and `authorize` take.
pub static AUTHORIZE: Signature = by_name(&[PROVIDER, EXTRA]);

/// The name of the social network where a sign-in starts.
pub static PROVIDER: Arg = optional("provider", Accepts::Text, To::Segment);

/// Further query parameters for the authorize page.
pub static EXTRA: Arg = optional("extra", Accepts::Object, To::Here);
