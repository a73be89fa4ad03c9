// The response to a sign-in: a URL with a token of the usual length.

const token = ['eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9', 'c'.repeat(420), 's'.repeat(342)].join('.');

export const ANSWER = JSON.stringify({
  login_url: `https://game.example/signed-in?token=${token}`,
});

export const JSON_TYPE = 'application/json';
