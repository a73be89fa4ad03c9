//! Accounts: sign-up, sign-in with a password, extra fields, password reset.

use super::argument::*;
use super::call::*;

/// Creates an account.
pub static SIGNUP: Call = Call {
    path: Path::Oauth("/user"),
    query: QueryOptions::Mail,
    signature: by_name(&[required("userInfo", Accepts::Object, To::Body), CAPTCHA]),
    ..CALL
};

/// Signs in with a user name or email address and a password.
pub static LOGIN: Call = Call {
    path: Path::Oauth("/login"),
    signature: by_name(&[required("credentials", Accepts::Object, To::Body), CAPTCHA]),
    ..CALL
};

/// Resends the email that confirms an account.
pub static RESEND_EMAIL: Call = Call {
    path: Path::Oauth("/user/resend_confirmation_link"),
    query: QueryOptions::Mail,
    signature: by_position(1, &[text("username"), CAPTCHA]),
    ..CALL
};

/// Sends an email with a link to reset the password.
pub static RESET: Call = Call {
    path: Path::Fixed("/password/reset/request"),
    query: QueryOptions::Mail,
    signature: by_position(1, &[text("username"), CAPTCHA]),
    ..CALL
};

/// Sets a new password.
pub static SET: Call = Call {
    path: Path::Fixed("/password/reset/confirm"),
    signature: by_name(&[
        also("newPassword", text("new_password")),
        also("code", text_or_number("reset_code")),
        text_or_number("user_id"),
    ]),
    ..CALL
};

/// Asks which fields the project still requests from a user.
pub static GET_ASK_FIELDS: Call = Call {
    method: Method::Get,
    path: Path::Fixed("/users/me/ask"),
    query: QueryOptions::Project,
    signature: by_position(1, &[TOKEN]),
    answer: AnswerRules {
        empty: Empty::List,
        ..PLAIN
    },
    sending: Sending::Repeated,
    ..CALL
};

/// Submits the missing fields of a user.
pub static ASK: Call = Call {
    path: Path::Either {
        jwt: "/token/update",
        oauth: "/oauth2/user/ask",
    },
    query: QueryOptions::Mail,
    signature: by_name(&[
        required("fields", Accepts::Object, To::Contacts),
        text("token"),
        LINK_URL,
        CAPTCHA,
    ]),
    answer: AnswerRules {
        // The email address or phone number has to be confirmed first; `details` has the
        // `operation_id`.
        results: &["003-011", "003-014"],
        ..PLAIN
    },
    ..CALL
};

/// Submits whether the user gives a consent.
pub static AGREEMENT: Call = Call {
    method: Method::Put,
    path: Path::Fixed("/social/consent"),
    query: QueryOptions::None,
    signature: by_name(&[
        text("token"),
        required(
            "isAccepted",
            Accepts::FlagOrNull,
            To::Field("accept_consent"),
        ),
        optional("consentId", Accepts::Text, To::Field("consent_id")),
    ]),
    body_options: &[TextOption::ProjectId],
    ..CALL
};
