// How a sign-in page looks, and its social networks.
import type { Socials } from './enums.js';
import type { Open } from './helpers.js';

/** Colours and shapes of a login page. */
export interface Theme {
  /** CSS colour of buttons and links. */
  primary_color?: string;
  /** CSS colour of text. */
  text_color?: string;
  /** CSS colour of borders. */
  secondary_color?: string;
  /** CSS colour of errors. */
  error_color?: string;
  /** The background of the form. */
  background?: {
    /** CSS colour. */
    color: string;
    /** Picture on top of the colour. */
    image: {
      /** Its URL; empty for none. */
      url: string;
      /** From 0 to 1, as a string. */
      opacity: string;
    };
  };
  /** URL of the picture on buttons. */
  button_image?: string;
  /** Border radii, as CSS lengths. */
  rounding?: {
    /** For input fields. */
    inputs: string;
    /** For buttons. */
    buttons: string;
    /** For the form. */
    widget: string;
  };
  /** The area around the form. */
  scene?: {
    /** CSS colour. */
    color: string;
    /** Picture on top of the colour. */
    image?: {
      /** Its URL. */
      url: string;
      /** CSS `background-size`. */
      size: string;
    };
  };
  /** CSS height of the form. */
  height?: string;
  /** CSS width of the form. */
  width?: string;
  /** The button of the publisher's own sign-in. */
  custom_identity_provider_button?: {
    /** CSS colour. */
    background_color: string;
    /** Its text. */
    display_name: string;
    /** URL of its picture. */
    logo_url: string;
  };
}

/** The publisher's own style sheet. */
export interface VisualSettings {
  /** Its URL. */
  custom_style_url: string;
  /** Whether no other style sheet may be used. */
  disallow_external_style: boolean;
}

/** A social network and where its sign-in starts. */
export interface SocialLink {
  /** Name of the network. */
  name: Open<Socials>;
  /** URL where its sign-in starts. */
  url: string;
}

/** Social networks, ordered by how much they are used in the user's region. */
export interface SocialLinks {
  /** The publisher's own sign-in. In the result of `fetchConfig`, it is the first of `primary`. */
  custom?: SocialLink;
  /** The networks to show immediately. */
  primary: SocialLink[];
  /** The other networks. */
  secondary: SocialLink[];
  /** Both lists. */
  all: SocialLink[];
  /** Whether the others are behind a link; `fetchConfig` sets it to `false`. */
  showOtherLink: boolean;
}
