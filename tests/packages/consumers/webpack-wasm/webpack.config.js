const bundle = (name) => ({
  name,
  mode: 'production',
  entry: `./${name}.js`,
  output: { path: `${import.meta.dirname}/${name}`, filename: 'main.js' },
  experiments: { asyncWebAssembly: true },
  // Minifying would only take time.
  optimization: { minimize: false },
});

export default [bundle('whole'), bundle('slim')];
