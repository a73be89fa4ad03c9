//! Social networks.

use super::*;

/// Asks for the address where a network asks its user.
pub static GET_SOCIAL_LINK: Call = Call {
    method: Method::Get,
    path: Path::Oauth("/social/{}/login_url"),
    args: &[
        required("provider", Accepts::Text, To::Segment),
        optional("customOptions", Accepts::Object, To::Options),
    ],
    positional: 2,
    sending: Sending::Repeated,
    ..CALL
};

/// The same for an OAuth flow with a `state` of its own.
pub static AUTHORIZATION_LINK: Call = Call {
    path: Path::Always("/oauth2/social/{}/login_url"),
    ..GET_SOCIAL_LINK
};

/// Signs in by the access token of a network.
pub static ONE_TAP_LOGIN: Call = Call {
    path: Path::Oauth("/social/{}/one_tap/complete"),
    args: &[
        required("accessToken", Accepts::Text, To::Field("access_token")),
        required("provider", Accepts::Text, To::Segment),
    ],
    positional: 2,
    ..CALL
};
