//! Accounts: sign-up, sign-in by password, extra fields, password reset.

use super::*;

/// Creates an account.
pub static SIGNUP: Call = Call {
    path: Path::Oauth("/user"),
    query: Query::Mail,
    args: &[required("userInfo", Accepts::Object, To::Body), CAPTCHA],
    ..CALL
};

/// Signs in by name or mail address and password.
pub static LOGIN: Call = Call {
    path: Path::Oauth("/login"),
    args: &[required("credentials", Accepts::Object, To::Body), CAPTCHA],
    ..CALL
};

/// Sends the mail that confirms an account once more.
pub static RESEND_EMAIL: Call = Call {
    path: Path::Oauth("/user/resend_confirmation_link"),
    query: Query::Mail,
    args: &[text("username"), CAPTCHA],
    positional: 1,
    ..CALL
};

/// Sends the mail that resets a password.
pub static RESET: Call = Call {
    path: Path::Fixed("/password/reset/request"),
    query: Query::Mail,
    args: &[text("username"), CAPTCHA],
    positional: 1,
    ..CALL
};

/// Sets the new password.
pub static SET: Call = Call {
    path: Path::Fixed("/password/reset/confirm"),
    args: &[
        also("newPassword", text("new_password")),
        also("code", text_or_number("reset_code")),
        text_or_number("user_id"),
    ],
    ..CALL
};

/// Asks which fields of a user are missing.
pub static GET_ASK_FIELDS: Call = Call {
    method: Method::Get,
    path: Path::Fixed("/users/me/ask"),
    query: Query::Project,
    args: &[TOKEN],
    positional: 1,
    answer: AnswerRules {
        empty: Empty::List,
        ..PLAIN
    },
    sending: Sending::Repeated,
    ..CALL
};

/// Gives the missing fields of a user.
pub static ASK: Call = Call {
    path: Path::Either {
        jwt: "/token/update",
        oauth: "/oauth2/user/ask",
    },
    query: Query::Mail,
    args: &[
        required("fields", Accepts::Object, To::Contacts),
        text("token"),
        LINK_URL,
        CAPTCHA,
    ],
    answer: AnswerRules {
        // The contact must be confirmed first; `details` has the operation.
        results: &["003-011", "003-014"],
        ..PLAIN
    },
    ..CALL
};

/// Accepts or refuses a consent.
pub static AGREEMENT: Call = Call {
    method: Method::Put,
    path: Path::Fixed("/social/consent"),
    query: Query::None,
    args: &[
        text("token"),
        required(
            "isAccepted",
            Accepts::FlagOrNull,
            To::Field("accept_consent"),
        ),
        optional("consentId", Accepts::Text, To::Field("consent_id")),
    ],
    own: &[Own::ProjectId],
    ..CALL
};
