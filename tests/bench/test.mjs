// Tests the code of the benchmark, without measuring anything.
import './order.test.mjs';
import './report.test.mjs';
import './statistics.test.mjs';
