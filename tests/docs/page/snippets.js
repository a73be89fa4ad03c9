// The calls in the vendor's documents, as they are written there, except for the corrections that `snippets.mjs`
// lists. The parameters of each function are what a reader fills in. `api`, `XsollaLogin` and `axios` are global.
/* global api, XsollaLogin, axios */

const Axios = axios;

/** Resolves to what the snippet passes to `result`. */
const resultOf = async (make) => {
  let result;
  await make((res) => {
    result = res;
  });
  return result;
};

export const snippets = {
  signup: () =>
    resultOf((result) =>
      api
        .signup({
          userInfo: {
            email: 'email@address.com',
            fields: {
              nickname: 'Johny',
            },
            password: 'password123',
            username: 'John',
          },
        })
        .then(result),
    ),

  login: () =>
    resultOf((result) =>
      api
        .login({
          credentials: {
            password: 'password123',
            username: 'email@address.com',
          },
        })
        .then(result),
    ),

  resendEmail: () =>
    resultOf((result) => api.resendEmail({ username: 'email@address.com' }).then(result)),

  phoneGetCode: ({ phone_number, link_url }) =>
    resultOf((result) => api.phoneGetCode({ phone_number, link_url, isOauth2: true }).then(result)),

  emailGetCode: ({ link_url }) =>
    resultOf((result) =>
      api.emailGetCode({ email: 'email@address.com', link_url, isOauth2: true }).then(result),
    ),

  getConfirmCode: async ({ login, operation_id, later }) => {
    const axiosCancelToken = Axios.CancelToken.source();
    const wait = () => api.getConfirmCode({ cancelToken: axiosCancelToken, login, operation_id });
    const inTime = await wait();
    const tooLate = await api.getConfirmCode({ cancelToken: axiosCancelToken, ...later });
    const cancelled = wait().catch((error) => ({
      byAxios: axios.isCancel(error),
      byPackage: XsollaLogin.isCancel(error),
    }));
    axiosCancelToken.cancel();
    return { inTime, tooLate, cancelled: await cancelled };
  },

  loginWithPhoneCode: ({ phone_number, code, operation_id }) =>
    resultOf((result) =>
      api.loginWithPhoneCode({ phone_number, code, operation_id, isOauth2: true }).then(result),
    ),

  loginWithEmailCode: ({ code, operation_id }) =>
    resultOf((result) =>
      api
        .loginWithEmailCode({ email: 'email@address.com', code, operation_id, isOauth2: true })
        .then(result),
    ),

  getAskFields: ({ token }) => resultOf((result) => api.getAskFields({ token }).then(result)),

  askForPhone: ({ phone_number, link_url, token }) =>
    resultOf((result) => api.ask({ fields: { phone_number }, link_url, token }).then(result)),

  askForMail: ({ link_url, token }) =>
    resultOf((result) =>
      api.ask({ fields: { email: 'email@address.com' }, link_url, token }).then(result),
    ),

  reset: () => resultOf((result) => api.reset({ username: 'John' }).then(result)),

  set: ({ reset_code, user_id }) =>
    resultOf((result) => api.set({ new_password: 'newpass', reset_code, user_id }).then(result)),

  checkUserAuthSSO: () => resultOf((result) => api.checkUserAuthSSO().then(result)),

  // Returns nothing, because the call leaves the page.
  userAuthSSOWithRedirect: ({ url }) =>
    void api.userAuthSSOWithRedirect({ loginUrl: url }).then((res) => console.info(res.code)),

  logout: ({ token }) => resultOf((result) => api.logout(token, 'sso').then(result)),

  clearSSO: () => resultOf((result) => api.clearSSO().then(result)),
};
