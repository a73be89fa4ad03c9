// Why the original SDK sends something other than a vector says: `D` is a numbered decision of the
// project, `#` a numbered defect of the original SDK. A difference without a reason fails the
// comparison, and so does a reason without a difference.
const reasons = [
  ['D12 send_link', 'ask/46 ask/47 ask/50 ask/51 emailGetCode/27 emailGetCode/28 emailGetCode/30'],
  ['D12 send_link', 'phoneGetCode/19 phoneGetCode/20 phoneGetCode/22 phoneGetCode/23'],
  ['D12 send_link', 'phoneGetCode/24'],
  ['D3 response_type, D6 state', 'emailGetCode/d1 loginWithPhoneCode/d5'],
  ['D2 redirectUrl, D3 response_type', 'login/d6 login/d7'],
  ['D4 with_logout, #39', 'login/d11 login/d12 login/d13'],
  [
    'D8 both forms of the arguments',
    'getAskFields/d24 logout/d25 resendEmail/d21 reset/d22 set/d23',
  ],
  ['D11 cancelToken is optional', 'getConfirmCode/d26'],
  ['D13 the SSO call of OAuth projects', 'checkUserAuthSSO/d27'],
  ['D16 O never goes to a JWT path, #40', 'phoneGetCode/d2'],
  ['D17 mail addresses in lower case, #34', 'loginWithEmailCode/d4'],
  ['D19 the CDN first', 'fetchConfig/82 fetchConfig/83 fetchConfig/d34'],
  ['D27 isOauth2 left out', 'phoneGetCode/d3'],
  ['#15 is_oauth2: false, the OAuth options', 'login/d8 login/d9'],
  ['#17 one slash', 'oauth2ConsentValidate/79'],
  ['#18 one encoded segment', 'getSocialLink/d31'],
  ['#35 style and labels in a link', 'emailGetCode/d17 emailGetCode/d18'],
  ['#36 ask with phone and mail', 'ask/d28 ask/d29'],
  ['#38 the project of the instance', 'pushConfirmCode/d33'],
  ['locale: every dash', 'login/d15'],
];

/** The reasons, by the ID of the vector. */
export const differences = new Map(
  reasons.flatMap(([reason, ids]) => ids.split(' ').map((id) => [id, reason])),
);
