<?php
/**
 * Plugin Name:       MBC body map
 * Description:       Explains metastatic breast cancer on a map of the body, in plain words: a block and a shortcode. Stores nothing, sends nothing.
 * Version:           @VERSION@
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       mbc-body-map
 *
 * The whole plugin on the server: the block, the shortcode, the tag that editors may write, and the plain words that
 * stand in the page until the guide is there. What an attribute may be is said once, in block.json.
 *
 * @package mbc-body-map
 */

namespace MbcBodyMap;

defined( 'ABSPATH' ) || exit;

const TAG = 'mbc-body-map';

// The build names the folder by the release and its content, so that no cache can mix two releases.
const FILES = '@VERSION@-@FILES@';

// Quotes that a word processor made of straight ones, or WordPress itself where a value holds `<`: it then takes the value
// apart at the spaces.
const CURLY_START = '/^[“”„″‘’′«»]/u';
const CURLY_END   = '/(?!^)[“”„″‘’′«»]$/u';

add_action( 'init', __NAMESPACE__ . '\register' );
add_filter( 'wp_kses_allowed_html', __NAMESPACE__ . '\allow_tag', 10, 2 );
add_filter( 'the_content', __NAMESPACE__ . '\take_tags_out', 8 );
add_filter( 'the_content', __NAMESPACE__ . '\put_tags_back' ); // After wpautop, which has the same priority, and before shortcodes.
add_filter( 'the_content', __NAMESPACE__ . '\end_paragraphs', 12 ); // After shortcodes.
foreach ( array( 'the_content', 'render_block', 'widget_text', 'widget_custom_html_content' ) as $where ) {
	add_filter( $where, __NAMESPACE__ . '\load_entry_for_tags', 20 );
}

function register() {
	// From WordPress 6.5 on the entry is a script module. Some sites remove `?ver=…`, so the address itself tells the release.
	if ( function_exists( 'wp_register_script_module' ) ) {
		wp_register_script_module( TAG, address( 'mbc-body-map.js' ), array(), null );
	}
	register_block_type( __DIR__, array( 'render_callback' => __NAMESPACE__ . '\render_block' ) );
	add_shortcode( 'mbc_body_map', __NAMESPACE__ . '\render_shortcode' );
}

function address( $file ) {
	return plugins_url( FILES . '/' . $file, __FILE__ );
}

/**
 * What each attribute may be, by its name in HTML: the rules of block.json.
 */
function rules() {
	static $rules = array();
	if ( ! $rules ) {
		$block = wp_json_file_decode( __DIR__ . '/block.json', array( 'associative' => true ) );
		foreach ( $block['attributes'] as $name => $rule ) {
			$rules[ html_name( $name ) ] = $rule;
		}
	}
	return $rules;
}

/** `support-phone` for `supportPhone`. */
function html_name( $name ) {
	return strtolower( preg_replace( '/[A-Z]/', '-$0', $name ) );
}

function render_block( $attributes, $content, $block ) {
	// As they were saved: WordPress drops a wrong value without a word.
	$saved = isset( $block->parsed_block['attrs'] ) ? $block->parsed_block['attrs'] : $attributes;
	$given = array();
	foreach ( $saved as $name => $value ) {
		// The others are of WordPress, such as `align` and `className`.
		if ( isset( rules()[ html_name( $name ) ] ) ) {
			$given[ html_name( $name ) ] = $value;
		}
	}
	return '<div ' . get_block_wrapper_attributes() . '>' . element( $given ) . '</div>';
}

function render_shortcode( $attributes ) {
	$given = array();
	$open  = null;
	foreach ( (array) $attributes as $name => $value ) {
		$value = html_entity_decode( (string) $value, ENT_QUOTES | ENT_HTML5, 'UTF-8' );
		if ( is_int( $name ) && null !== $open ) {
			$given[ $open ] .= ' ' . $value;
			$open            = preg_match( CURLY_END, $value ) ? null : $open;
		} elseif ( is_int( $name ) ) {
			$given[ $value ] = true;
		} else {
			$name           = str_replace( '_', '-', $name );
			$given[ $name ] = $value;
			$open           = preg_match( CURLY_START, $value ) && ! preg_match( CURLY_END, $value ) ? $name : null;
		}
	}
	foreach ( $given as $name => $value ) {
		if ( true !== $value && preg_match( CURLY_START, $value ) && preg_match( CURLY_END, $value ) ) {
			$given[ $name ] = mb_substr( $value, 1, -1 );
		}
	}
	return element( $given );
}

/**
 * The element with the attributes that are sound, the plain words inside, and a note to editors about the rest.
 */
function element( $given ) {
	$sound = array();
	$notes = array();
	foreach ( $given as $name => $value ) {
		$value = sound_value( (string) $name, $value, $notes );
		if ( null !== $value ) {
			$sound[ $name ] = $value;
		}
	}
	load_entry();
	$html = '';
	foreach ( $sound as $name => $value ) {
		$html .= true === $value ? " $name" : sprintf( ' %s="%s"', $name, esc_attr( $value ) );
	}
	$words = plain_words( $sound, $notes );
	return '<' . TAG . $html . '>' . $words . '</' . TAG . '>' . note( $notes );
}

/**
 * The value as it may stand in the page, or null, with a note that says why.
 */
function sound_value( $name, $value, &$notes ) {
	$rules = rules();
	if ( ! isset( $rules[ $name ] ) ) {
		/* translators: 1: what was written, 2: the names of all attributes */
		$notes[] = sprintf( __( '“%1$s” is not known and was left out; use: %2$s', 'mbc-body-map' ), $name, implode( ' ', array_keys( $rules ) ) );
		return null;
	}
	$rule = $rules[ $name ];
	if ( 'boolean' === $rule['type'] ) {
		return in_array( $value, array( false, 'false', '0', 'no' ), true ) ? null : true;
	}
	if ( 'array' === $rule['type'] ) {
		return sound_list( $name, $value, $rule['items']['enum'], $notes );
	}
	$value = is_scalar( $value ) ? trim( (string) $value ) : '?';
	if ( '' === $value ) {
		return null;
	}
	$known = ! isset( $rule['enum'] ) || in_array( $value, $rule['enum'], true );
	if ( $known && true === rest_validate_value_from_schema( $value, $rule, $name ) ) {
		return $value;
	}
	if ( isset( $rule['enum'] ) ) {
		/* translators: %s: the values that are allowed */
		$wanted = sprintf( __( 'one of: %s', 'mbc-body-map' ), implode( ' ', $rule['enum'] ) );
	} elseif ( isset( $rule['description'] ) ) {
		$wanted = $rule['description'];
	} else {
		/* translators: %d: a number */
		$wanted = sprintf( __( 'at most %d characters', 'mbc-body-map' ), $rule['maxLength'] );
	}
	/* translators: 1: attribute, 2: value, 3: what is wanted */
	$notes[] = sprintf( __( '%1$s “%2$s” was left out; it takes %3$s', 'mbc-body-map' ), $name, shown( $value ), $wanted );
	return null;
}

/** The names that are known, each once, in the order in which they were written. */
function sound_list( $name, $value, $known, &$notes ) {
	$words   = is_array( $value ) ? array_filter( $value, 'is_string' ) : preg_split( '/[\s,]+/', (string) $value );
	$words   = array_unique( array_filter( $words, 'strlen' ) );
	$unknown = array_diff( $words, $known );
	if ( $unknown ) {
		/* translators: 1: attribute, 2: what was written, 3: the values that are allowed */
		$notes[] = sprintf( __( '%1$s: “%2$s” is not known and was left out; use: %3$s', 'mbc-body-map' ), $name, shown( implode( ' ', $unknown ) ), implode( ' ', $known ) );
	}
	$words = array_intersect( $words, $known );
	return $words ? implode( ' ', $words ) : null;
}

/** Short enough for a note. */
function shown( $value ) {
	return mb_strlen( $value ) > 60 ? mb_substr( $value, 0, 60 ) . '…' : $value;
}

/**
 * Seen by those who can edit, never by visitors.
 */
function note( $notes ) {
	if ( ! $notes || ! current_user_can( 'edit_posts' ) ) {
		return '';
	}
	$items = '<li>' . implode( '</li><li>', array_map( 'esc_html', $notes ) ) . '</li>';
	$title = esc_html__( 'MBC body map: only people who can edit this site see this note', 'mbc-body-map' );
	return '<div class="mbc-body-map-note" style="border:2px solid;padding:1em"><strong>' . $title . '</strong><ul>' . $items . '</ul></div>';
}

/**
 * What stands inside the element until the guide is there, and stays if it cannot come: the whole guide in plain words
 * for the first on a page, because its ids may stand there once; else the signs that cannot wait, and a link.
 */
function plain_words( $sound, &$notes ) {
	static $is_printed = false;
	$language = strtolower( strtok( isset( $sound['lang'] ) ? $sound['lang'] : get_bloginfo( 'language' ), '-_' ) );
	$file     = "fallback.$language.html";
	if ( ! is_readable( __DIR__ . '/' . FILES . "/$file" ) ) {
		$file = 'fallback.' . rules()['lang']['examples'][0] . '.html';
	}
	$page = is_readable( __DIR__ . '/' . FILES . "/$file" ) ? file_get_contents( __DIR__ . '/' . FILES . "/$file" ) : '';
	if ( ! preg_match( '/<!-- mbc-body-map: paste from here -->(.*)<!-- mbc-body-map: to here -->/s', $page, $found ) ) {
		$notes[] = __( 'the plugin is not whole: install it again', 'mbc-body-map' );
		return '';
	}
	// Some plugins render a page a second time while its head is printed, to describe it to search engines.
	$is_shown = ! doing_action( 'wp_head' ) && ! doing_filter( 'get_the_excerpt' ) && ! is_feed();
	if ( $is_printed || ! $is_shown || isset( $sound['sections'] ) ) {
		$words = short_words( $page, $file );
	} else {
		$is_printed = true;
		$words      = trim( $found[1] );
	}
	return isset( $sound['emergency'] ) ? with_emergency_number( $words, $sound['emergency'] ) : $words;
}

/** The signs that cannot wait, without ids, with their sources on the plain page, and a link to that under its title. */
function short_words( $page, $file ) {
	preg_match( '/<title>(.*?)<\/title>/s', $page, $title );
	preg_match( '/<section id="mbc-fallback-urgent-signs".*?<\/section>/s', $page, $signs );
	$signs = preg_replace( '/ (?:id|aria-labelledby|tabindex)="[^"]*"/', '', isset( $signs[0] ) ? $signs[0] : '' );
	$address = esc_url( address( $file ) );
	$signs   = str_replace( ' href="#', " href=\"$address#", $signs );
	return sprintf( '%s<p><a href="%s">%s</a></p>', $signs, $address, isset( $title[1] ) ? $title[1] : $file );
}

/** The guide says 911 in words only; drawings hold numbers too. */
function with_emergency_number( $html, $number ) {
	$parts = wp_html_split( $html );
	foreach ( $parts as $place => $part ) {
		if ( 0 === $place % 2 ) {
			$parts[ $place ] = preg_replace( '/(?<![!-~])911/', $number, $part );
		}
	}
	return implode( '', $parts );
}

function load_entry() {
	if ( function_exists( 'wp_enqueue_script_module' ) ) {
		wp_enqueue_script_module( TAG );
	} else {
		add_action( 'wp_footer', __NAMESPACE__ . '\print_entry' );
	}
}

function print_entry() {
	wp_print_script_tag( array( 'type' => 'module', 'src' => address( 'mbc-body-map.js' ) ) );
}

/**
 * The tag as it may be written by those who must not write any HTML they like. `base-url` is not for them: scripts would
 * be loaded from there. Numbers to call are not either: plugins take visitors' comments and reviews through the same
 * filter, and whoever writes one could put a number of their own under the site's name. Block and shortcode have them.
 */
function allow_tag( $tags, $context ) {
	if ( 'post' === $context ) {
		$plain = preg_grep( '/^(emergency$|support-|care-team-)/', array_keys( rules() ), PREG_GREP_INVERT );
		$tags[ TAG ] = array_fill_keys( array_merge( $plain, array( 'id', 'class' ) ), true );
		// Words of one's own in the guide: <p slot="welcome">, <div slot="help">.
		$tags['p']['slot']   = true;
		$tags['div']['slot'] = true;
	}
	return $tags;
}

function load_entry_for_tags( $html ) {
	if ( false !== strpos( (string) $html, '<' . TAG ) ) {
		load_entry();
	}
	return $html;
}

/** Tags that were taken out of classic content, in which wpautop would put the end of a paragraph inside the tag. */
function tags_taken_out( $more = null ) {
	static $tags = array();
	if ( null !== $more ) {
		$tags[] = $more;
	}
	return $tags;
}

function take_tags_out( $html ) {
	if ( false === strpos( $html, '<' . TAG ) || has_blocks( $html ) ) {
		return $html;
	}
	$without = preg_replace_callback(
		'/<mbc-body-map\b.*?<\/mbc-body-map>/s',
		function ( $tag ) {
			return "\n\n<div data-mbc-body-map=\"" . ( count( tags_taken_out( $tag[0] ) ) - 1 ) . "\"></div>\n\n";
		},
		$html
	);
	return null === $without ? $html : $without;
}

function put_tags_back( $html ) {
	foreach ( tags_taken_out() as $number => $tag ) {
		$html = str_replace( "<div data-mbc-body-map=\"$number\"></div>", $tag, $html );
	}
	return $html;
}

/**
 * A shortcode in the middle of a paragraph: the first block inside the element would end the paragraph and with it the
 * element, so the paragraph ends before it.
 */
function end_paragraphs( $html ) {
	$parts = explode( '<' . TAG, $html );
	$last  = array_pop( $parts );
	foreach ( $parts as $number => $part ) {
		$opened = preg_match_all( '/<p[\s>]/', $part, $found, PREG_OFFSET_CAPTURE ) ? end( $found[0] )[1] : -1;
		$closed = strripos( $part, '</p>' );
		if ( $opened > ( false === $closed ? -1 : $closed ) ) {
			$parts[ $number ] .= '</p>';
		}
	}
	$parts[] = $last;
	return implode( '<' . TAG, $parts );
}
