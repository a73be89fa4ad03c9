use super::*;

/// Every combination of parameters.
fn all() -> impl Iterator<Item = CallbackParameters> {
    (0..32).map(|bits| {
        let has = |bit: u32| bits >> bit & 1 == 1;
        CallbackParameters {
            state: has(0),
            code: has(1),
            token: has(2),
            challenge: has(3),
            error: has(4),
        }
    })
}

const NONE: CallbackParameters = CallbackParameters {
    state: false,
    code: false,
    token: false,
    challenge: false,
    error: false,
};

const CODE: CallbackParameters = CallbackParameters { code: true, ..NONE };

const TOKEN: CallbackParameters = CallbackParameters {
    token: true,
    ..NONE
};

const STATE: CallbackParameters = CallbackParameters {
    state: true,
    ..NONE
};

#[test]
fn an_error_takes_precedence_over_a_second_factor_then_a_code_then_a_token() {
    for found in all() {
        let wanted = if found.error {
            CallbackOutcome::Error
        } else if found.challenge {
            CallbackOutcome::Challenge
        } else if found.code {
            CallbackOutcome::Code
        } else if found.token {
            CallbackOutcome::Token
        } else {
            CallbackOutcome::Nothing
        };
        assert_eq!(found.outcome(), wanted, "{found:?}");
    }
}

#[test]
fn a_url_is_used_up_once_its_code_was_sent() {
    for found in all() {
        assert!(!found.is_used_up(false), "{found:?}");
        let has_sent = found.outcome() == CallbackOutcome::Code;
        assert_eq!(found.is_used_up(true), has_sent, "{found:?}");
    }
}

#[test]
fn a_callback_of_a_pending_sign_in_is_trusted() {
    for found in all().filter(|found| found.state) {
        for mode in [Mode::Oauth, Mode::Jwt] {
            assert_eq!(found.trust(mode, true), Trust::Believed);
        }
    }
}

/// Login CSRF: an attacker's code or token must not sign a user in.
#[test]
fn in_oauth_mode_nothing_is_trusted_without_a_pending_sign_in() {
    for found in all() {
        assert_ne!(
            found.trust(Mode::Oauth, false),
            Trust::Believed,
            "{found:?}"
        );
        if found.code || found.state {
            assert_ne!(found.trust(Mode::Jwt, false), Trust::Believed, "{found:?}");
        }
    }
}

#[test]
fn without_oauth_a_token_or_an_error_is_trusted_without_a_state() {
    let error = CallbackParameters {
        error: true,
        ..NONE
    };
    for found in [TOKEN, error] {
        assert_eq!(found.trust(Mode::Jwt, false), Trust::Believed);
        assert_eq!(found.trust(Mode::Oauth, false), Trust::Refused(NO_STATE));
    }
    assert_eq!(CODE.trust(Mode::Jwt, false), Trust::Refused(NO_STATE));
}

#[test]
fn a_url_that_was_cleaned_or_whose_state_was_used_may_be_a_repeat() {
    for mode in [Mode::Oauth, Mode::Jwt] {
        assert_eq!(NONE.trust(mode, false), Trust::Repeated);
        for found in all().filter(|found| found.state) {
            assert_eq!(found.trust(mode, false), Trust::Repeated);
        }
    }
}

#[test]
fn a_url_without_sign_in_parameters_is_not_a_callback() {
    let no_state = NoRepeat::State(NO_STATE);
    for (mode, is_known, wanted) in [
        (Mode::Jwt, false, NoRepeat::Nothing),
        (Mode::Jwt, true, no_state),
        (Mode::Oauth, false, no_state),
        (Mode::Oauth, true, no_state),
    ] {
        assert_eq!(
            NONE.no_repeat(mode, is_known),
            wanted,
            "{mode:?} {is_known}"
        );
    }
    let unknown = NoRepeat::State("the state is unknown, too old, or was used");
    for mode in [Mode::Oauth, Mode::Jwt] {
        for is_known in [true, false] {
            assert_eq!(STATE.no_repeat(mode, is_known), unknown);
        }
    }
}

#[test]
fn the_result_of_a_call_must_have_the_state_that_the_call_sent() {
    let sent = "0123456789";
    let nobody = Belongs::ToNobody("the state is not the one that was sent");
    for (state, has_code, wanted) in [
        (Some(sent), true, Belongs::ToCall),
        (Some(sent), false, Belongs::ToCall),
        (Some("012345678x"), true, nobody),
        (Some("012345678x"), false, nobody),
        (Some(""), true, nobody),
        (None, true, nobody),
        (None, false, Belongs::ToCall),
    ] {
        let found = belongs(state, has_code, None, sent);
        assert_eq!(found, wanted, "{state:?} {has_code}");
    }
    // An instance without a `state` has not sent one, so an empty `state` is not its own.
    assert_eq!(belongs(Some(""), true, None, ""), nobody);
}

#[test]
fn the_result_of_a_callbacks_second_factor_has_the_state_of_its_flow() {
    let of = |state, challenged| belongs(state, true, challenged, "0123456789");
    let flow = Some("abcdefgh");
    assert_eq!(of(flow, flow), Belongs::ToChallenge);
    assert_eq!(of(Some("0123456789"), flow), Belongs::ToCall);
    assert!(matches!(of(Some("other"), flow), Belongs::ToNobody(_)));
    assert!(matches!(of(flow, None), Belongs::ToNobody(_)));
    assert!(matches!(of(None, flow), Belongs::ToNobody(_)));
}

#[test]
fn the_issuer_is_checked_only_if_the_options_name_one() {
    for (named, found, is_it) in [
        (None, None, true),
        (None, Some("https://a.example"), true),
        (Some("https://a.example"), Some("https://a.example"), true),
        (Some("https://a.example"), Some("https://b.example"), false),
        (Some("https://a.example"), None, false),
    ] {
        assert_eq!(is_issuer(named, found), is_it, "{named:?} {found:?}");
    }
}

#[test]
fn a_failure_is_classified_by_the_response_or_the_lack_of_one() {
    let failed = TokenAnswer::Failed {
        retry_after: Some(5.0),
    };
    for (was_sent, response, wanted) in [
        (false, None, TokenAnswer::NotSent),
        (false, Some((400, "invalid_grant")), TokenAnswer::NotSent),
        (true, None, TokenAnswer::NoAnswer),
        (true, Some((400, "invalid_grant")), TokenAnswer::GrantGone),
        (true, Some((400, "invalid_token")), TokenAnswer::GrantGone),
        (true, Some((422, "010-023")), TokenAnswer::GrantGone),
        (true, Some((400, "invalid_client")), failed),
        (true, Some((503, "503")), failed),
    ] {
        let refusal = response.map(|(status, code)| Refusal {
            status,
            code: code.into(),
            retry_after: Some(5.0),
        });
        let answer = of_failure(was_sent, refusal.as_ref());
        assert_eq!(answer, wanted, "{was_sent} {response:?}");
    }
}
