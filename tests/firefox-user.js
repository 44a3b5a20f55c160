// Firefox in a test. Whatever is not on this machine is asked of a proxy that is not there: a page that asks for it is
// seen to ask, and Firefox itself, whose next release may ask for more, reaches nobody.
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
user_pref("network.proxy.failover_direct", false);
user_pref("network.dns.disablePrefetch", true);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.server", "");
user_pref("browser.region.network.url", "");
user_pref("extensions.update.enabled", false);
user_pref("app.normandy.enabled", false);

// One empty page, at once.
user_pref("browser.startup.page", 0);
user_pref("browser.newtabpage.enabled", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("dom.ipc.processPrelaunch.enabled", false);

// As for any reader: driven from outside, Firefox would let pages of file:// read other files.
user_pref("security.fileuri.strict_origin_policy", true);
