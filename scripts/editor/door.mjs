// A page that lets one browser into the VS Code server without its password, to whoever knows the page's address.

import { randomBytes } from "node:crypto";
import { createServer } from "node:http";

/**
 * @param {import("./server.mjs").EditorServer} server
 * @param {string} target The page to show, on that server.
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function openDoor(server, target) {
  const path = `/${randomBytes(18).toString("base64url")}`;
  const { name, value } = server.cookie;
  const door = createServer((request, response) => {
    if (request.url !== path) return response.writeHead(404).end();
    // Cookies belong to a host, whatever the port, so the server sees this one.
    const cookie = `${name}=${value}; Path=/; HttpOnly; SameSite=Lax`;
    return response.writeHead(302, { location: target, "set-cookie": cookie, "cache-control": "no-store" }).end();
  });
  await new Promise((resolve) => door.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = door.address();
  if (address === null || typeof address === "string") throw new Error("The system named no free port.");
  const close = () => {
    door.close();
    door.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${address.port}${path}`, close };
}
