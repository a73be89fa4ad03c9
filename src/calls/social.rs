//! Social networks.

use super::argument::*;
use super::call::*;

/// Asks for the URL where the sign-in with a social network starts.
pub static GET_SOCIAL_LINK: Call = Call {
    method: Method::Get,
    path: Path::Oauth("/social/{}/login_url"),
    signature: by_position(
        2,
        &[
            required("provider", Accepts::Text, To::Segment),
            optional("customOptions", Accepts::Object, To::Options),
        ],
    ),
    sending: Sending::Repeated,
    ..CALL
};

/// The same as [`GET_SOCIAL_LINK`], for an OAuth flow with its own `state`.
pub static AUTHORIZATION_LINK: Call = Call {
    path: Path::Always("/oauth2/social/{}/login_url"),
    ..GET_SOCIAL_LINK
};

/// Signs in with an access token of a social network.
pub static ONE_TAP_LOGIN: Call = Call {
    path: Path::Oauth("/social/{}/one_tap/complete"),
    signature: by_position(
        2,
        &[
            required("accessToken", Accepts::Text, To::Field("access_token")),
            required("provider", Accepts::Text, To::Segment),
        ],
    ),
    ..CALL
};
