<?php
// What the plugin makes of each value: `php values.php <folder of WordPress> <mbc-body-map.php>` reads `[[name, value], …]`
// as JSON and prints for each the value that is written into the page, or null. Only what the rules need of WordPress is
// there: no database, no site and no translations.

list( , $wordpress, $plugin ) = $argv;
define( 'ABSPATH', "$wordpress/" );
define( 'WPINC', 'wp-includes' );
define( 'WP_DEBUG', false );
foreach ( array( 'plugin', 'compat', 'class-wp-error', 'load', 'functions', 'formatting', 'rest-api' ) as $part ) {
	require_once ABSPATH . WPINC . "/$part.php";
}
function __( $text ) {
	return $text;
}
function _n( $one, $more, $number ) {
	return 1 === $number ? $one : $more;
}
require $plugin;

$answers = array();
foreach ( json_decode( stream_get_contents( STDIN ), true ) as list( $name, $value ) ) {
	$notes     = array();
	$written   = MbcBodyMap\valid_value( $name, $value, $notes );
	$answers[] = array( 'written' => $written, 'notes' => $notes );
}
echo json_encode( $answers );
