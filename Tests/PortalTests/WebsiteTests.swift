import Portal
import Testing

@Suite("Websites")
struct WebsiteTests {
    @Test(
        "Addresses of one website have one key",
        arguments: [
            ("acme.ru", "acme.ru"), ("https://acme.ru", "acme.ru"), ("http://acme.ru/", "acme.ru"),
            ("HTTPS://WWW.Acme.RU/about?x=1#top", "acme.ru"), ("https://acme.ru.", "acme.ru"),
            (" acme.ru:443 ", "acme.ru"), ("http://acme.ru:80", "acme.ru"), ("https://acme.ru:", "acme.ru"),
            ("http://acme.ru:443", "acme.ru"), ("https://www.acme.ru:8443/x", "acme.ru"),
            ("shop.acme.ru", "shop.acme.ru"), ("www.ru", "www.ru"), ("www.www.ru", "www.ru"),
            ("acme.ru?utm=1@2", "acme.ru"), ("acme.ru/a@b", "acme.ru"),
            ("https://www.xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai"),
            ("https://ПРИМЕР.рф/", "xn--e1afmkfd.xn--p1ai"), ("Bu\u{308}cher.example", "xn--bcher-kva.example"),
            ("bücher。example", "xn--bcher-kva.example"), ("ａｃｍｅ.ru", "acme.ru"), ("例え.jp", "xn--r8jz45g.jp"),
            ("ไทย.example", "xn--o3cw4h.example"),
        ])
    func key(text: String, key: String) throws {
        #expect(try Website(text).key == key)
    }

    @Test(
        "Labels in other scripts are written as in the samples of RFC 3492 §7.1",
        arguments: [
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"),
            ("なぜみんな日本語を話してくれないのか", "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"),
            ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
            ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
            ("パフィーdeルンバ", "de-jg4avhby1noc0d"),
        ])
    func punycode(label: String, ascii: String) throws {
        #expect(try Website(label + ".example").key == "xn--" + ascii + ".example")
    }

    @Test(
        "On a shared host the page is part of the key",
        arguments: [
            ("vk.com/Acme", "vk.com/acme"), ("https://www.facebook.com/acme/photos?x", "facebook.com/acme"),
            ("t.me//acme", "t.me/acme"), ("acme.tilda.ws", "acme.tilda.ws"),
            ("acme.github.io/Site#x", "acme.github.io/site"),
            ("linkedin.com/company/acme/about", "linkedin.com/company/acme"),
            ("https://sites.google.com/view/acme/home", "sites.google.com/view/acme"),
            ("notvk.com/acme", "notvk.com"), ("vk.com:8443/acme", "vk.com/acme"),
        ])
    func sharedHosts(text: String, key: String) throws {
        #expect(try Website(text).key == key)
    }

    @Test(
        "The address to follow is the one that was written, with a scheme and the host in lower case",
        arguments: [
            (" acme.ru/About ", "https://acme.ru/About"), ("HTTP://acme.ru", "http://acme.ru"),
            ("WWW.Acme.RU:8443/About?Q=A#B", "https://www.acme.ru:8443/About?Q=A#B"),
            ("https://ПРИМЕР.рф/Я", "https://пример.рф/Я"),
        ])
    func url(text: String, url: String) throws {
        #expect(try Website(text).url == url)
    }

    @Test(
        "Anything else is no website",
        arguments: [
            "", " ", "acme", "localhost", "https://", "//acme.ru", "ftp://acme.ru", "javascript:alert(1)",
            "mailto:anna@acme.ru", "https://anna@acme.ru", "https://anna:pw@acme.ru", "https://acme.ru@evil.ru",
            "127.0.0.1", "http://10.0.0.1/x", "1.2.3", "acme.123", "acme.0x7f", "http://[::1]/",
            "https://[2001:db8::1]",
            "acme..ru", ".acme.ru", "acme.ru..", "-acme.ru", "acme-.ru", "ac me.ru", "acme_x.ru", "acme.ru:0",
            "acme.ru:65536", "acme.ru:port", "acme.ru:1:2", "acme%2eru", "https:\\\\acme.ru", "acme.ru\\x",
            "acme.ru/\u{0}", "https://acme.ru/a b", String(repeating: "a", count: 64) + ".ru",
            Array(repeating: "abcdefghi", count: 26).joined(separator: ".") + ".ru",
            "acme.ru/" + String(repeating: "a", count: 2_048), "a\u{AD}cme.ru", "\u{301}a.ru", "💩.la",
        ])
    func invalid(text: String) {
        #expect(throws: Refusal.invalidURL) { try Website(text) }
    }
}
