// React on a server: the page as text, with the component that the browser takes over later.

import "mbc-body-map/define";
import { renderToString } from "react-dom/server";
import { Guide } from "./guide.jsx";

export const html = (props) => renderToString(<Guide {...props} />);
