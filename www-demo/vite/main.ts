import '../styles/page.css';
import '../styles/form.css';
import '../styles/buttons.css';
import '../styles/states.css';
import '../styles/workshop.css';
import '../styles/touch.css';
import '../demo.ts';
