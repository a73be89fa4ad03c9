//! One-time codes and confirmation links.

use super::argument::*;
use super::call::*;

/// Sends a one-time code to a phone.
pub static PHONE_GET_CODE: Call = Call {
    path: Path::Oauth("/login/phone/request"),
    signature: by_name(&[
        text("phone_number"),
        LINK_URL,
        IS_OAUTH2,
        CAPTCHA,
        // The vendor's documentation lists the email request under this call.
        optional(
            "email",
            Accepts::Text,
            To::Mistake("missing; for email call emailGetCode"),
        ),
    ]),
    send_link: true,
    ..CALL
};

/// Sends a one-time code by email.
pub static EMAIL_GET_CODE: Call = Call {
    path: Path::Oauth("/login/email/request"),
    signature: by_name(&[mail("email"), LINK_URL, IS_OAUTH2, CAPTCHA]),
    send_link: true,
    ..CALL
};

const CONFIRM: &[Arg] = &[
    required("login", Accepts::Mail, To::Parameter("login")),
    required("operation_id", Accepts::Text, To::Parameter("operation_id")),
    optional("cancelToken", Accepts::CancelToken, To::Stop),
];

const CONFIRMED: AnswerRules = AnswerRules {
    empty: Empty::Refused,
    results: &["010-050"],
    is_late: true,
    ..PLAIN
};

/// Waits for the user to open a confirmation link, with a single request.
pub static GET_CONFIRM_CODE: Call = Call {
    method: Method::Get,
    path: Path::Fixed("/otc/code"),
    query: QueryOptions::Project,
    signature: by_name(CONFIRM),
    timeout: Some(ROUND),
    answer: CONFIRMED,
    ..CALL
};

/// Waits for the user to open a confirmation link, with as many requests as it takes.
pub static WAIT_FOR_CONFIRM_CODE: Call = Call {
    signature: Signature {
        options: MoreOptions::AmongArguments,
        ..by_name(CONFIRM)
    },
    timeout: Some(180_000),
    sending: Sending::Rounds,
    ..GET_CONFIRM_CODE
};

/// Signs in with a code that was sent to a phone.
pub static LOGIN_WITH_PHONE_CODE: Call = Call {
    path: Path::Oauth("/login/phone/confirm"),
    signature: by_name(&[
        text("phone_number"),
        text_or_number("code"),
        text("operation_id"),
        IS_OAUTH2,
    ]),
    ..CALL
};

/// Signs in with a code that was sent by email.
pub static LOGIN_WITH_EMAIL_CODE: Call = Call {
    path: Path::Oauth("/login/email/confirm"),
    signature: by_name(&[
        mail("email"),
        text_or_number("code"),
        text("operation_id"),
        IS_OAUTH2,
    ]),
    ..CALL
};

/// Confirms an operation for the page that waits for it.
pub static PUSH_CONFIRM_CODE: Call = Call {
    method: Method::Get,
    path: Path::Fixed("/otc/push"),
    query: QueryOptions::Project,
    signature: by_name(&[
        required("state", Accepts::Text, To::Parameter("state")),
        required("action", Accepts::Text, To::Parameter("action")),
        required("link_url", Accepts::Text, To::Parameter("link_url")),
    ]),
    ..CALL
};

/// Signs in with the code of a second factor.
pub static OTP_LOGIN: Call = Call {
    method: Method::Get,
    path: Path::Fixed("/otp/validate"),
    query: QueryOptions::Challenge,
    signature: by_name(&[
        required("code", Accepts::TextOrNumber, To::Parameter("code")),
        Arg {
            default: Some("true"),
            ..optional("remember_me", Accepts::Flag, To::Parameter("remember_me"))
        },
    ]),
    ..CALL
};

/// Resends the code of a second factor.
pub static OTP_RESEND_CODE: Call = Call {
    method: Method::Put,
    path: Path::Fixed("/otp/resend"),
    query: QueryOptions::Challenge,
    body_options: &[TextOption::FullLocale],
    ..CALL
};
