// The logos of the social networks in the demo. After an update of the package simple-icons, write them
// again with `node tests/units/marks.mjs`.
import { writeFile } from 'node:fs/promises';

import { format, resolveConfig } from 'prettier';
import * as icons from 'simple-icons';

/** The networks that simple-icons has an icon for, by the service's names. */
const ICONS = {
  apple: icons.siApple,
  baidu: icons.siBaidu,
  battlenet: icons.siBattledotnet,
  discord: icons.siDiscord,
  epicgames: icons.siEpicgames,
  facebook: icons.siFacebook,
  github: icons.siGithub,
  google: icons.siGoogle,
  instagram: icons.siInstagram,
  kakao: icons.siKakaotalk,
  naver: icons.siNaver,
  ok: icons.siOdnoklassniki,
  okta: icons.siOkta,
  paypal: icons.siPaypal,
  pinterest: icons.siPinterest,
  qq: icons.siQq,
  reddit: icons.siReddit,
  steam: icons.siSteam,
  twitch: icons.siTwitch,
  vimeo: icons.siVimeo,
  vk: icons.siVk,
  wechat: icons.siWechat,
  weibo: icons.siSinaweibo,
  youtube: icons.siYoutube,
};

export const file = new URL('../../www-demo/marks.ts', import.meta.url);

const source = `// The marks of the networks by the service's names, drawn in 24 by 24: from simple-icons (CC0-1.0). The
// marks belong to the networks. Amazon, LinkedIn, Microsoft, Xbox, Yahoo and Yandex are not among them:
// simple-icons has taken those out, and the page shows a letter.
// Written by tests/units/marks.mjs.

export const MARKS: Record<string, string> = {
${Object.entries(ICONS)
  .map(([name, { path }]) => `  ${name}:\n    '${path}',\n`)
  .join('')}};
`;

const style = await resolveConfig(file);
export const text = await format(source, { ...style, parser: 'typescript' });

if (process.argv[1] === import.meta.filename) await writeFile(file, text);
