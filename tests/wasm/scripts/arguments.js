// Arguments that JSON cannot express.
({
  // Wrong arguments.

  inherited: () => [Object.create({ credentials: {} })],

  credentialsInFormData() {
    const credentials = new FormData();
    credentials.set('username', 'ann');
    return [{ credentials }];
  },

  userInfoInSearchParams: () => [{ userInfo: new URLSearchParams('username=ann') }],

  fieldsInMap: () => [{ token: 't', fields: new Map([['nickname', 'n']]) }],

  credentialsInPrivateFields: () => [
    {
      credentials: new (class {
        #username = 'ann';

        get username() {
          return this.#username;
        }
      })(),
    },
  ],

  extraInSearchParams: () => [{ extra: new URLSearchParams('prompt=none') }],

  // Objects whose properties are sent, although they are no object literals, or that are empty.

  credentialsOfClass: () => [
    {
      credentials: new (class {
        username = 'ann';
      })(),
    },
  ],

  credentialsWithToJson: () => [
    {
      credentials: new (class {
        #username = 'ann';

        toJSON() {
          return { username: this.#username };
        }
      })(),
    },
  ],

  credentialsOfProxy: () => [{ credentials: new Proxy({ username: 'ann' }, {}) }],

  credentialsOfFrame() {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const { JSON } = /** @type {any} */ (frame.contentWindow);
    const args = [{ credentials: JSON.parse('{}') }];
    frame.remove();
    return args;
  },

  credentialsWithoutPrototype: () => [{ credentials: Object.create(null) }],

  codeThatIsNoNumber: () => [{ phone_number: '+1', code: NaN, operation_id: 'o' }],

  checkOfZero: () => [undefined, { check: 0 }],

  controllerAsSignal: () => [{ signal: new AbortController() }],

  eventTargetAsSignal: () => [{ signal: new EventTarget() }],

  functionAndText: () => [() => {}, 'x'],

  symbolAndNumber: () => [Symbol('s'), 5],

  nothingAndSignalThrows: () => [
    {},
    {
      get signal() {
        throw 1;
      },
    },
  ],

  circleOfOptions() {
    /** @type {{ o?: object }} */
    const o = {};
    o.o = o;
    return ['google', o];
  },

  // Arguments that cannot be read or serialized.

  credentialsThrow: () => [
    {
      get credentials() {
        throw new Error('secret');
      },
    },
  ],

  proxyThrows: () => [
    new Proxy(
      {},
      {
        getOwnPropertyDescriptor() {
          throw 1;
        },
      },
    ),
  ],

  bigInt: () => [{ credentials: { a: 5n } }],

  toJsonThrows: () => [
    {
      credentials: {
        toJSON() {
          throw 'secret';
        },
      },
    },
  ],

  toJsonGivesNothing: () => [{ credentials: { toJSON() {} } }],

  circle() {
    /** @type {{ o?: object }} */
    const o = {};
    o.o = o;
    return [{ userInfo: o }];
  },

  fieldThrows: () => [
    {
      token: 't',
      fields: {
        get email() {
          throw 'secret';
        },
      },
    },
  ],

  signalThrows: () => [
    {
      get signal() {
        throw 'secret';
      },
    },
  ],

  scopeThrows: () => [
    'google',
    {
      get scope() {
        throw 'secret';
      },
    },
  ],

  listenerThrows: () => [
    {
      signal: {
        aborted: false,
        addEventListener() {
          throw 'secret';
        },
      },
    },
  ],

  optionsAmongThem: () => [{ credentials: {}, signal: AbortSignal.abort(), timeout: -1 }],

  // Arguments whose reads are counted.

  /**
   * How often each property was read.
   * @type {Record<string, number>}
   */
  reads: {},

  /**
   * Returns an object with these values that counts the reads of each.
   * @param {Record<string, unknown>} values
   */
  counted(values) {
    const getters = Object.entries(values).map(([name, value]) => {
      const get = () => {
        this.reads[name] = (this.reads[name] ?? 0) + 1;
        return value;
      };
      return [name, { enumerable: true, get }];
    });
    return Object.defineProperties({}, Object.fromEntries(getters));
  },

  mostReads() {
    return Math.max(...Object.values(this.reads));
  },

  phoneCounted() {
    const captchaData = this.counted({
      lot_number: 'l',
      captcha_output: 'o',
      pass_token: 'p',
      gen_time: 5,
    });
    return [
      this.counted({
        phone_number: '+1',
        link_url: 'https://l/',
        isOauth2: false,
        captchaData,
      }),
      this.counted({ timeout: 5000, signal: new AbortController().signal }),
    ];
  },

  askCounted() {
    return [this.counted({ fields: this.counted({ email: 'A@b' }), token: 't' })];
  },

  setCounted() {
    return [
      this.counted({ new_password: '', newPassword: 'n', reset_code: 5, code: 6, user_id: 7 }),
    ];
  },

  waitCounted() {
    return [
      this.counted({ login: 'a', operation_id: 'o', timeout: 5000 }),
      this.counted({ signal: null }),
    ];
  },
});
