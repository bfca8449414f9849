// The page for other people's pages, whose code and style are those of a small frame alone.
import "./css/small.css";
import { SMALL } from "./small";
import { offer } from "./start";

offer(() => SMALL);
