// A page that was opened as a popup.
({
  /**
   * What was posted to the opener.
   * @type {{ target: string, type: string, loginUri: string }[]}
   */
  told: [],

  /** How often the popup was closed. */
  closes: 0,

  close: window.close,

  /**
   * Gives the page an opener with this location.
   * @param {object} location
   */
  openedBy(location) {
    window.close = () => {
      this.closes++;
    };
    window.opener = {
      location,
      /** @type {(data: { type: string, loginUri: string }, target: string) => void} */
      postMessage: (data, target) => {
        this.told.push({ ...data, target });
      },
    };
  },

  /** Makes the page an ordinary one again. */
  restore() {
    window.close = this.close;
    window.opener = null;
  },

  openedByThisOrigin() {
    this.openedBy(location);
  },

  openedByAnother() {
    this.openedBy({
      get origin() {
        throw new Error('of another origin');
      },
    });
  },

  /**
   * Options whose payload has this track ID.
   * @param {unknown} trackId
   */
  withTrackId: (trackId) => ({
    projectId: 'p',
    clientId: 7,
    enablePostMessageLogin: true,
    payload: JSON.stringify({ trackId }),
  }),

  /** Returns the track ID in the URL that was posted to the opener. */
  trackId() {
    return new URL(this.told[0].loginUri).searchParams.get('trackId');
  },
});
