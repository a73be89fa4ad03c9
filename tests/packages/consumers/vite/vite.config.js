const { POLICY } = process.env;

export default {
  server: { headers: POLICY ? { 'Content-Security-Policy': POLICY } : {} },
};
