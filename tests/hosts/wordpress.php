<?php
// What the test of WordPress does on the server, as an administrator would: `php wordpress.php <site> <command> <json>`.
// Prints its answer as one line of JSON.

list( , $site, $command, $json ) = $argv;
$given = json_decode( $json, true );

$_SERVER['HTTP_HOST']       = '127.0.0.1';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD']  = 'GET';
if ( 'install' === $command ) {
	define( 'WP_INSTALLING', true );
}
require "$site/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/class-wp-upgrader.php';

const PLUGIN = 'mbc-body-map/mbc-body-map.php';

function good( $result ) {
	if ( is_wp_error( $result ) || ! ( $result || null === $result ) ) {
		fwrite( STDERR, is_wp_error( $result ) ? $result->get_error_message() : 'it failed' );
		exit( 1 );
	}
	return $result;
}

function act_as( $login ) {
	wp_set_current_user( good( get_user_by( 'login', $login ) )->ID );
}

$answer = array();
if ( 'install' === $command ) {
	wp_install( 'Test', 'admin', 'admin@example.org', true, '', 'password' );
	wp_insert_user( array( 'user_login' => 'editor', 'user_pass' => 'password', 'user_email' => 'editor@example.org', 'role' => 'editor' ) );
	wp_insert_user( array( 'user_login' => 'redactora', 'user_pass' => 'password', 'user_email' => 'redactora@example.org', 'role' => 'administrator', 'locale' => 'es_MX' ) );
	// As on a network of sites, where only its administrator may write any HTML.
	get_role( 'editor' )->remove_cap( 'unfiltered_html' );
	$answer = array( 'version' => $GLOBALS['wp_version'], 'database' => $GLOBALS['wpdb']->db_server_info(), 'php' => PHP_VERSION );
} elseif ( 'theme' === $command ) {
	good( wp_get_theme( $given['name'] )->exists() );
	switch_theme( $given['name'] );
	$answer = array( 'block' => wp_is_block_theme(), 'version' => wp_get_theme()->get( 'Version' ) );
} elseif ( 'plugin' === $command ) {
	act_as( 'admin' );
	$upgrader = new Plugin_Upgrader( new Automatic_Upgrader_Skin() );
	good( $upgrader->install( $given['zip'], array( 'overwrite_package' => true ) ) );
	good( activate_plugin( PLUGIN ) );
	$answer = get_plugin_data( WP_PLUGIN_DIR . '/' . PLUGIN );
} elseif ( 'language' === $command ) {
	// As if its language pack were installed; the plugin has translations of its own.
	add_filter(
		'get_available_languages',
		function () use ( $given ) {
			return array( $given['locale'] );
		}
	);
	update_option( 'WPLANG', $given['locale'] );
	good( get_option( 'WPLANG' ) === $given['locale'] );
} elseif ( 'updates' === $command ) {
	// What WordPress would send to its directory, which answers with an update for each plugin whose name it knows, if the
	// plugin does not say that it comes from elsewhere.
	act_as( 'admin' );
	$asked = array();
	add_filter(
		'pre_http_request',
		function ( $answer, $request, $url ) use ( &$asked ) {
			if ( false === strpos( $url, '/plugins/update-check/' ) ) {
				return $answer;
			}
			$plugins = json_decode( $request['body']['plugins'], true )['plugins'];
			$asked[] = $plugins[ PLUGIN ]['UpdateURI'];
			return array( 'response' => array( 'code' => 200, 'message' => 'OK' ), 'headers' => array(), 'cookies' => array(), 'body' => '{"plugins":{},"translations":{},"no_update":{}}' );
		},
		10,
		3
	);
	delete_site_transient( 'update_plugins' );
	wp_update_plugins();
	$found  = get_site_transient( 'update_plugins' );
	$answer = array( 'asked' => $asked, 'offered' => array_values( preg_grep( '/mbc-body-map/', array_keys( (array) $found->response ) ) ) );
} elseif ( 'delete plugin' === $command ) {
	act_as( 'admin' );
	deactivate_plugins( PLUGIN );
	good( delete_plugins( array( PLUGIN ) ) );
} elseif ( 'page' === $command ) {
	act_as( $given['as'] );
	$page   = array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => $given['title'], 'post_content' => wp_slash( $given['content'] ) );
	$id     = good( wp_insert_post( $page, true ) );
	$answer = array( 'address' => home_url( "/?page_id=$id" ), 'content' => get_post( $id )->post_content );
} elseif ( 'everything stored' === $command ) {
	global $wpdb;
	$names   = "SELECT option_name FROM $wpdb->options WHERE option_name NOT LIKE '%transient%' ORDER BY option_name";
	$content = new RecursiveIteratorIterator( new RecursiveDirectoryIterator( WP_CONTENT_DIR, FilesystemIterator::SKIP_DOTS ) );
	$answer  = array( 'options' => $wpdb->get_col( $names ), 'tables' => $wpdb->get_col( 'SHOW TABLES' ), 'files' => array() );
	$answer['mentions'] = $wpdb->get_col( "SELECT option_name FROM $wpdb->options WHERE option_value LIKE '%mbc-body-map%' AND option_name NOT LIKE '%transient%'" );
	foreach ( $content as $file ) {
		$answer['files'][] = str_replace( WP_CONTENT_DIR, '', $file->getPathname() );
	}
	sort( $answer['files'] );
}
echo "\n", wp_json_encode( $answer ), "\n";
