/**
 * Post the draft once. Answers {kind: "saved" | "conflict" | "offline" | "silent" | "signed_out" | "refused", …}.
 * `longest` is in milliseconds. A redirect means that the server no longer knows who is writing: it leads to the sign-in page.
 */
export async function send(address, body, token, longest = 20000) {
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST",
      body,
      redirect: "manual",
      credentials: "same-origin",
      headers: { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
      signal: AbortSignal.timeout ? AbortSignal.timeout(longest) : undefined,
    });
  } catch {
    return { kind: "offline" };
  }
  if (answer.type === "opaqueredirect" || answer.status === 401) return { kind: "signed_out" };
  const data = await answer.json().catch(() => null);
  // A 403 with reasons comes from somebody who knows the writer; without, the session or its token is over.
  if (answer.status === 403 && !reason(data)) return { kind: "signed_out" };
  if (answer.status === 200 && data) return { kind: "saved", data };
  if (answer.status === 409 && data) return { kind: "conflict", data };
  if (answer.status >= 400 && answer.status < 500) return { kind: "refused", reason: reason(data) };
  return { kind: "silent" };
}

function reason(data) {
  const reasons = data?.reasons ?? data?.errors ?? [];
  return (Array.isArray(reasons) ? reasons : Object.values(reasons).flat()).join(" ");
}
