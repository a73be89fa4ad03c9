// The defects of `fetchConfig`, with the responses of the CDN and the service by the end of the
// path.
const FILES = {
  '/settings/auth': {},
  '/settings/socials/by_region': {
    5: {
      primary: [{ name: 'google', jwt: 'https://s/jwt', oauth2: 'https://s/oauth' }],
      secondary: [],
    },
  },
  '/settings/widget': {},
};
const DETAILS = { '/client/details': { geo_ip_country: 'us' } };

const fetched = async ({ Api, apiUrl }, options) =>
  new Api({ projectId: 'A', apiUrl, ...options }).fetchConfig();

/** A service whose files have these changes. */
const world = (changes) => ({ ...FILES, ...DETAILS, ...changes });

/** A service without these files, which has the settings at the old path instead. */
const old = (settings) => ({ ...DETAILS, '/widget/ng/settings': settings });

const SOME_LINKS = {
  social_links: { primary: [{ name: 'new', url: 'https://s/new' }], secondary: [] },
  theme: {},
};

export const settingsDefects = [
  {
    number: 19,
    title: 'the project ID is encoded in the URLs of the CDN',
    world: world(),
    run: async ({ Api, apiUrl, requests }) => {
      await new Api({ projectId: 'a b/c', apiUrl }).fetchConfig();
      const sent = (await requests()).filter(({ url }) => url.startsWith('https://cdn.'));
      return sent.length === 3 && sent.every(({ url }) => url.includes('/projects/a%20b%2Fc/'));
    },
  },
  {
    number: 29,
    title: 'when all settings fail, the error has the code of the service',
    world: old({ status: 404, error: { code: '003-019', description: 'd' } }),
    run: async (context) => {
      const error = await failure(context.fetched(context, { retry: false }));
      return error.name === 'APIError' && error.code === '003-019';
    },
  },
  {
    number: 30,
    title: 'a missing country counts as US',
    world: world({ '/client/details': {} }),
    run: async (context) => {
      const { geo_ip_country, social_links } = await context.fetched(context);
      return geo_ip_country === 'US' && social_links.primary[0].name === 'google';
    },
  },
  {
    number: 31,
    title: 'fetched settings do not change where requests go',
    world: world({
      '/settings/auth': {
        apiUrl: 'https://evil.example',
        projectId: 'evil',
        callbackUrl: 'https://evil.example',
      },
    }),
    run: async (context) => {
      const { apiUrl, projectId, callbackUrl } = await context.fetched(context);
      return apiUrl === context.apiUrl && projectId === 'A' && callbackUrl === undefined;
    },
  },
  {
    number: 32,
    title: 'the language is added before the fragment of a URL',
    world: world({ '/settings/auth': { tos_url: 'https://t.example/a?x=1#top' } }),
    run: async (context) => {
      const { tos_url } = await context.fetched(context);
      return tos_url === 'https://t.example/a?x=1&xsolla_lang=en#top';
    },
  },
  {
    number: 33,
    title: 'after a response of the old URL, the list of all links is new',
    world: old(SOME_LINKS),
    options: { social_links: { primary: [], secondary: [], all: [{ name: 'stale', url: '' }] } },
    run: async (context) => {
      const { all } = (await context.fetched(context, { retry: false, ...context.options }))
        .social_links;
      return all?.map(({ name }) => name).join() === 'new';
    },
  },
].map((defect) => ({ ...defect, fetched: String(fetched) }));
