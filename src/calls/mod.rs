//! Every call as data: method, path, query, arguments, body, and which responses are results. This folder
//! describes the whole API (contract: `docs/calls.md`).

pub mod account;
pub mod argument;
pub mod call;
pub mod oauth;
pub mod passwordless;
pub mod settings;
pub mod social;
pub mod sso;
pub mod values;

pub use argument::{Accepts, Arg, MoreOptions, SESSIONS, Signature, THIS_BROWSER, To};
pub use call::{
    AnswerRules, Call, Empty, FetchOptions, Method, Path, Policy, QueryOptions, ROUND, Sending,
    Success,
};

/// Builds [`ALL`] from a list of names and calls.
macro_rules! named {
    ($($name:ident: $call:path,)*) => {
        /// The calls by name, for checks that apply to all of them.
        pub const ALL: &[(&str, &Call)] = &[$((stringify!($name), &$call)),*];
    };
}

named! {
    signup: account::SIGNUP,
    login: account::LOGIN,
    resendEmail: account::RESEND_EMAIL,
    reset: account::RESET,
    set: account::SET,
    getAskFields: account::GET_ASK_FIELDS,
    ask: account::ASK,
    agreement: account::AGREEMENT,
    phoneGetCode: passwordless::PHONE_GET_CODE,
    emailGetCode: passwordless::EMAIL_GET_CODE,
    getConfirmCode: passwordless::GET_CONFIRM_CODE,
    waitForConfirmCode: passwordless::WAIT_FOR_CONFIRM_CODE,
    loginWithPhoneCode: passwordless::LOGIN_WITH_PHONE_CODE,
    loginWithEmailCode: passwordless::LOGIN_WITH_EMAIL_CODE,
    pushConfirmCode: passwordless::PUSH_CONFIRM_CODE,
    otpLogin: passwordless::OTP_LOGIN,
    otpResendCode: passwordless::OTP_RESEND_CODE,
    checkUserAuthSSO: sso::CHECK_USER_AUTH_SSO,
    userAuthSSOWithRedirect: sso::USER_AUTH_SSO_WITH_REDIRECT,
    logout: sso::LOGOUT,
    clearSSO: sso::CLEAR_SSO,
    getSocialLink: social::GET_SOCIAL_LINK,
    authorizationLink: social::AUTHORIZATION_LINK,
    oneTapLogin: social::ONE_TAP_LOGIN,
    authorizationPage: oauth::AUTHORIZATION_PAGE,
    oauth2ConsentValidate: oauth::CONSENT_VALIDATE,
    oauth2PostConsent: oauth::POST_CONSENT,
    exchangeCode: oauth::EXCHANGE_CODE,
    refresh: oauth::REFRESH,
    getUser: oauth::GET_USER,
    clientDetails: settings::CLIENT_DETAILS,
    authFile: settings::AUTH_FILE,
    socialsFile: settings::SOCIALS_FILE,
    themeFile: settings::THEME_FILE,
    oldSettings: settings::OLD_SETTINGS,
}

/// Returns the call with that name, for tests.
pub fn named(name: &str) -> Option<&'static Call> {
    ALL.iter()
        .find_map(|(known, call)| (*known == name).then_some(*call))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_unique() {
        for (index, (name, call)) in ALL.iter().enumerate() {
            assert!(ALL[..index].iter().all(|(other, _)| other != name));
            assert!(core::ptr::eq(named(name).unwrap(), *call));
        }
        assert_eq!(named("fetchConfig"), None);
    }

    #[test]
    fn required_arguments_come_before_optional_ones() {
        for (_, call) in ALL {
            assert!(call.signature.args.is_sorted_by_key(|arg| !arg.required));
        }
    }

    #[test]
    fn a_call_has_no_more_positional_arguments_than_arguments() {
        for (_, call) in ALL {
            assert!(call.signature.positional <= call.signature.args.len());
        }
    }

    #[test]
    fn a_get_has_no_body() {
        for (_, call) in ALL.iter().filter(|(_, call)| call.method == Method::Get) {
            for arg in call.signature.args {
                assert!(!matches!(
                    arg.to,
                    To::Body | To::Field(_) | To::Form(_) | To::Link | To::Contacts
                ));
            }
            assert!(!call.send_link && call.body_options.is_empty());
        }
    }

    #[test]
    fn only_a_call_that_may_navigate_takes_the_options_for_it() {
        for (name, call) in ALL {
            let takes = call.signature.options == MoreOptions::Navigation;
            assert_eq!(takes, call.answer.success == Success::Redirect, "{name}");
        }
    }
}
