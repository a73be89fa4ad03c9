// What the original SDK has as enums: each is a constant, a type and a namespace.

/** Filled in from the project's list of values. */
type SocialName = '{socials}';

/** The social networks, each name mapped to itself; frozen. */
export const Socials: { readonly [Name in SocialName]: Name };

/** Name of a social network. */
export type Socials = SocialName;

/** Each name as a type. */
export namespace Socials {
  type amazon = 'amazon';
  type apple = 'apple';
  type babka = 'babka';
  type baidu = 'baidu';
  type battlenet = 'battlenet';
  type china_telecom = 'china_telecom';
  type discord = 'discord';
  type email = 'email';
  type epicgames = 'epicgames';
  type facebook = 'facebook';
  type github = 'github';
  type google = 'google';
  type instagram = 'instagram';
  type kabam = 'kabam';
  type kakao = 'kakao';
  type kefir = 'kefir';
  type linkedin = 'linkedin';
  type mailru = 'mailru';
  type microsoft = 'microsoft';
  type msn = 'msn';
  type naver = 'naver';
  type ok = 'ok';
  type okta = 'okta';
  type paradox = 'paradox';
  type paypal = 'paypal';
  type paxdei = 'paxdei';
  type paxdeidev = 'paxdeidev';
  type pinterest = 'pinterest';
  type qq = 'qq';
  type reddit = 'reddit';
  type steam = 'steam';
  type slack = 'slack';
  type twitch = 'twitch';
  type twitter = 'twitter';
  type vimeo = 'vimeo';
  type vk = 'vk';
  type wbgames = 'wbgames';
  type wechat = 'wechat';
  type weibo = 'weibo';
  type xbox = 'xbox';
  type yahoo = 'yahoo';
  type yandex = 'yandex';
  type youtube = 'youtube';
}

/** How a requested field is confirmed; frozen. */
export const ConfirmationType: {
  /** By typing a code. */
  readonly CODE: 'code';
  /** By opening a link. */
  readonly LINK: 'link';
};

/** How a requested field is confirmed. */
export type ConfirmationType = 'code' | 'link';

/** Each way as a type. */
export namespace ConfirmationType {
  /** By typing a code. */
  type CODE = 'code';
  /** By opening a link. */
  type LINK = 'link';
}
