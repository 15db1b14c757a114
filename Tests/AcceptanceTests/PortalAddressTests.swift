import SQLite
import TestSupport
import Testing

@Suite("The addresses of portals")
struct PortalAddressTests {
    @Test("Whoever may enter gets the page, everybody else is sent home")
    func addresses() throws {
        let server = try RunningServer(["--demo"])
        let client = try server.client()
        let token = try server.token(of: "PARTNER_USER")
        let home = try #require(
            client.post(#"{"query":"{viewer{homePortal{path}}}"}"#, token: token).body
                .firstMatch(of: /"path":"(\/portal\/[a-z-]+)"/).map { String($0.1) })
        let signedIn = ["Authorization: Bearer \(token)"]
        let page = client.get("/")
        let encoded = "/portal/" + home.dropFirst("/portal/".count).utf8.map { "%" + String($0, radix: 16) }.joined()
        for path in [home, encoded, home + "?a=b"] {
            let entered = client.get(path, fields: signedIn)
            #expect(entered.status == 200 && entered.body == page.body, "\(path)")
            #expect(
                entered.fields("Cache-Control") == ["no-store"] && entered.fields("Vary") == ["Authorization, Cookie"])
        }
        for path in ["/portal/nowhere", "/portal/", home + "/", "/portal/%FF%zz", home + "%00"] {
            let detour = client.get(path, fields: signedIn)
            #expect(detour.status == 302 && detour.fields("Location") == [home], "\(path)")
            #expect(
                detour.fields("Cache-Control") == ["no-store"] && detour.fields("Vary") == ["Authorization, Cookie"])
        }
        let anonymous = client.get(home)
        #expect(anonymous.status == 302 && anonymous.fields("Location") == ["/"])
        #expect(client.get("/self-service").body == page.body)
        let wrong = client.get(home, fields: ["Authorization: Bearer pt_wrong"])
        #expect(wrong.status == 401 && wrong.fields("WWW-Authenticate") == ["Bearer"])
        #expect(client.get(home, fields: signedIn + signedIn).status == 400)
        #expect(client.get(home, fields: ["Cookie: portico_session=a; portico_session=b"]).status == 400)
        #expect(client.get(home, method: "POST", fields: signedIn).status == 405)
    }

    @Test("What cannot be found out is ours to mend")
    func failed() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("portico.db")
        let server = try RunningServer(["--demo", "--data", path])
        let client = try server.client()
        try Connection.besideServer(path).execute("ALTER TABLE portal RENAME TO lost_portal")
        let answer = client.get(
            "/portal/south", fields: ["Authorization: Bearer \(try server.token(of: "PARTNER_USER"))"])
        #expect(answer.status == 500)
        #expect(answer.fields("Content-Type") == ["application/json; charset=utf-8"])
        #expect(answer.body.contains(#""message":"Something failed on our side. Give us the request id.""#))
        #expect(!answer.body.contains("lost") && !answer.body.contains("portal"))
    }
}
