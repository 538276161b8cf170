/**
 * The content security policy forbids compiling schemas, and zod would try when it makes the first one. Whatever makes
 * schemas imports this first, so that it stands before them in whichever file the build puts them.
 */
import { z } from "zod";

z.config({ jitless: true });
