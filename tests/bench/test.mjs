// What the measuring is made of, without measuring.
import './order.test.mjs';
import './report.test.mjs';
import './statistics.test.mjs';
