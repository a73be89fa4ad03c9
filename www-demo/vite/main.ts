import '../style.css';
import '../demo.js';
