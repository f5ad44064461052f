// Validates the objects in a JSON file with kubernetes-models: node validate.cjs FILE, in the folder with node_modules.
const fs = require('fs');
const path = require('path');
const modules = path.join(process.cwd(), 'node_modules');
const places = {
  'gateway.networking.k8s.io': '@kubernetes-models/gateway-api',
  'keda.sh': '@kubernetes-models/keda',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
};
let bad = 0;
const objects = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
for (const object of objects) {
  const group = object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '';
  const place = path.join(modules, places[group] ?? 'kubernetes-models', object.apiVersion, object.kind);
  try {
    const { [object.kind]: Model } = require(place);
    new Model(object).validate();
  } catch (problem) {
    bad++;
    console.log(`${object.kind}/${object.metadata.name}: ${problem.message}`);
  }
}
if (bad === 0) console.log(`${objects.length} objects fit`);
process.exit(bad === 0 ? 0 : 1);
