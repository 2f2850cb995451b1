<?php
/**
 * Plugin Name:       MBC body map
 * Description:       Explains metastatic breast cancer on a map of the body, in plain words: a block and a shortcode. Stores nothing, sends nothing.
 * Version:           @VERSION@
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            @PUBLISHER@
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       mbc-body-map
 * Domain Path:       /languages
 * Update URI:        false
 *
 * `Update URI: false`, because WordPress asks its directory for updates by the name of the folder, and would replace this
 * plugin by another one of the same name there (since 5.8). A plugin that comes from the directory must not have the line.
 *
 * Everything that runs on the server: the block, the shortcode, the tag that editors may write, and the plain HTML that
 * is shown until the guide has loaded. The rules of the attributes are in block.json alone, where the build writes them.
 *
 * @package mbc-body-map
 */

namespace MbcBodyMap;

defined( 'ABSPATH' ) || exit;

const TAG = 'mbc-body-map';

// The build names the folder after the release and its content, so that no cache can mix two releases.
const FILES = '@VERSION@-@FILES@';

// Curly quotes around a value of a shortcode. A word processor makes them from straight ones, and so does wptexturize()
// where an attribute holds `<` or `>` (WordPress/gutenberg#9915). shortcode_parse_atts() does not know them and splits the
// value at its spaces.
const CURLY_START = '/^[“”„″‘’′«»]/u';
const CURLY_END   = '/(?!^)[“”„″‘’′«»]$/u';

// Names of the attributes that are custom properties of the style: `accent` is `--mbc-accent`. Filled in by the build.
const STYLES = '@STYLES@';

add_action( 'init', __NAMESPACE__ . '\register' );
add_filter( 'load_script_translation_file', __NAMESPACE__ . '\script_translation', 10, 3 );
add_filter( 'wp_kses_allowed_html', __NAMESPACE__ . '\allow_tag', 10, 2 );
add_filter( 'the_content', __NAMESPACE__ . '\hide_tags', 8 );
add_filter( 'the_content', __NAMESPACE__ . '\restore_tags' ); // Priority 10, after wpautop (registered earlier) and before shortcodes (11).
add_filter( 'the_content', __NAMESPACE__ . '\close_paragraphs', 12 ); // After shortcodes (11).
add_filter( 'the_content', __NAMESPACE__ . '\load_entry_for_tags', 20 );
add_filter( 'render_block', __NAMESPACE__ . '\load_entry_for_tags', 20 );
add_filter( 'widget_text', __NAMESPACE__ . '\load_entry_for_tags', 20 );
add_filter( 'widget_custom_html_content', __NAMESPACE__ . '\load_entry_for_tags', 20 );

function register() {
	// Script modules exist from WordPress 6.5 on. No `?ver=…`: caching plugins strip it (roots/soil#23,
	// litespeedtech/lscache_wp#5), and the folder in the address already names the release.
	if ( function_exists( 'wp_register_script_module' ) ) {
		wp_register_script_module( TAG, address( 'mbc-body-map.js' ), array(), null );
	}
	// Here, because WordPress looks in the plugin's own folder only from 6.8 on (Core-62244), and for the exact locale alone.
	// load_textdomain() and not load_plugin_textdomain(), which the directory refuses.
	load_textdomain( TAG, translation( '.mo' ) );
	$block = register_block_type( __DIR__, array( 'render_callback' => __NAMESPACE__ . '\render_block' ) );
	if ( $block ) {
		wp_set_script_translations( $block->editor_script_handles[0], TAG, __DIR__ . '/languages' );
	}
	add_shortcode( 'mbc_body_map', __NAMESPACE__ . '\render_shortcode' );
}

/** A file of languages/. One serves a language wherever it is spoken: es_MX, es_CO and the others as well as es_ES. */
function translation( $ending ) {
	return __DIR__ . '/languages/' . TAG . '-' . strtok( determine_locale(), '_' ) . $ending;
}

function script_translation( $file, $handle, $domain ) {
	return TAG === $domain && ! is_readable( (string) $file ) ? translation( "-$handle.json" ) : $file;
}

function address( $file ) {
	return plugins_url( FILES . '/' . $file, __FILE__ );
}

/**
 * The rules of block.json by the HTML name of the attribute.
 */
function rules() {
	static $rules = array();
	if ( ! $rules ) {
		$block = wp_json_file_decode( __DIR__ . '/block.json', array( 'associative' => true ) );
		unset( $block['attributes']['anchor'] ); // The block's own.
		foreach ( $block['attributes'] as $name => $rule ) {
			$rules[ html_name( $name ) ] = $rule;
		}
	}
	return $rules;
}

/**
 * What an attribute takes, in words, by its HTML name. The build writes them, each as a text that can be translated.
 */
function forms() {
	return '@FORMS@';
}

/** `support-phone` for `supportPhone`. */
function html_name( $name ) {
	return strtolower( preg_replace( '/[A-Z]/', '-$0', $name ) );
}

function render_block( $attributes, $content, $block ) {
	// As they were saved, because WordPress drops an invalid value silently, and editors should get a note about it.
	$saved = isset( $block->parsed_block['attrs'] ) ? $block->parsed_block['attrs'] : $attributes;
	$given = array();
	foreach ( $saved as $name => $value ) {
		// Others are attributes of WordPress, such as `align` and `className`.
		if ( isset( rules()[ html_name( $name ) ] ) ) {
			$given[ html_name( $name ) ] = $value;
		}
	}
	$anchor  = isset( $saved['anchor'] ) ? id_of( $saved['anchor'] ) : '';
	$wrapper = get_block_wrapper_attributes( '' === $anchor ? array() : array( 'id' => $anchor ) );
	return '<div ' . $wrapper . '>' . element( $given ) . '</div>';
}

/** The value as an id, as the editor writes it: a space or `#` is a hyphen. */
function id_of( $value ) {
	return is_scalar( $value ) ? (string) preg_replace( '/[\s#]+/u', '-', trim( (string) $value ) ) : '';
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
 * The element with its valid attributes and the plain HTML inside, and a note to editors about the other attributes.
 */
function element( $given ) {
	$valid = array();
	$style = '';
	$notes = array();
	$id    = isset( $given['id'] ) ? id_of( $given['id'] ) : '';
	unset( $given['id'] );
	foreach ( $given as $name => $value ) {
		$value = valid_value( (string) $name, $value, $notes );
		if ( null !== $value && in_array( $name, STYLES, true ) ) {
			$style .= "--mbc-$name:$value;";
		} elseif ( null !== $value ) {
			$valid[ $name ] = $value;
		}
	}
	load_entry();
	$html  = '' === $id ? '' : sprintf( ' id="%s"', esc_attr( $id ) );
	$html .= '' === $style ? '' : sprintf( ' style="%s"', esc_attr( $style ) );
	foreach ( $valid as $name => $value ) {
		$html .= true === $value ? " $name" : sprintf( ' %s="%s"', $name, esc_attr( $value ) );
	}
	$words = fallback_html( $valid, $notes );
	return '<' . TAG . $html . '>' . $words . '</' . TAG . '>' . note( $notes );
}

/**
 * The value as it is written into the page, or null, and then a note that says why.
 */
function valid_value( $name, $value, &$notes ) {
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
		return valid_list( $name, $value, $rule['items']['enum'], $notes );
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
	} elseif ( isset( $rule['pattern'] ) ) {
		$wanted = forms()[ $name ] . ( isset( $rule['examples'] ) ? ': ' . implode( ' ', $rule['examples'] ) : '' );
	} else {
		/* translators: %d: a number */
		$wanted = sprintf( __( 'at most %d characters', 'mbc-body-map' ), $rule['maxLength'] );
	}
	/* translators: 1: attribute, 2: value, 3: what is wanted */
	$notes[] = sprintf( __( '%1$s “%2$s” was left out; it takes %3$s', 'mbc-body-map' ), $name, shortened( $value ), $wanted );
	return null;
}

/** The known names in a list, each once, in the order in which they were written. */
function valid_list( $name, $value, $known, &$notes ) {
	$words   = is_array( $value ) ? array_filter( $value, 'is_string' ) : preg_split( '/[\s,]+/', (string) $value );
	$words   = array_unique( array_filter( $words, 'strlen' ) );
	$unknown = array_diff( $words, $known );
	if ( $unknown ) {
		/* translators: 1: attribute, 2: what was written, 3: the values that are allowed */
		$notes[] = sprintf( __( '%1$s: “%2$s” is not known and was left out; use: %3$s', 'mbc-body-map' ), $name, shortened( implode( ' ', $unknown ) ), implode( ' ', $known ) );
	}
	$words = array_intersect( $words, $known );
	return $words ? implode( ' ', $words ) : null;
}

/** Short enough for a note. */
function shortened( $value ) {
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
 * What is shown inside the element until the guide has loaded, and stays if it cannot load. For the first element on a
 * page it is the whole guide as plain HTML; for others, because an id may be in a page only once, it is the signs that
 * cannot wait and a link.
 */
function fallback_html( $valid, &$notes ) {
	static $is_rendered = false;
	$language = strtolower( strtok( isset( $valid['lang'] ) ? $valid['lang'] : get_bloginfo( 'language' ), '-_.@' ) );
	$file     = "fallback.$language.html";
	if ( ! is_readable( __DIR__ . '/' . FILES . "/$file" ) ) {
		$file = 'fallback.' . rules()['lang']['examples'][0] . '.html';
	}
	$page = is_readable( __DIR__ . '/' . FILES . "/$file" ) ? file_get_contents( __DIR__ . '/' . FILES . "/$file" ) : '';
	if ( ! preg_match( '/<!-- mbc-body-map: paste from here -->(.*)<!-- mbc-body-map: to here -->/s', $page, $found ) ) {
		$notes[] = __( 'the plugin is not whole: install it again', 'mbc-body-map' );
		return '';
	}
	// SEO plugins render the content once more in wp_head or for an excerpt (Yoast/wordpress-seo#5956,
	// WordPress/gutenberg#12646); that must not use up the ids of the page.
	$is_shown = ! doing_action( 'wp_head' ) && ! doing_filter( 'get_the_excerpt' ) && ! is_feed();
	if ( $is_rendered || ! $is_shown || isset( $valid['sections'] ) ) {
		$words = short_fallback( $page, $file );
	} else {
		$is_rendered = true;
		$words      = trim( $found[1] );
	}
	return isset( $valid['emergency'] ) ? with_emergency_number( $words, $valid['emergency'] ) : $words;
}

/** The signs that cannot wait as a list, without ids and without the rows below it, and a link to the plain page. */
function short_fallback( $page, $file ) {
	preg_match( '/<title>(.*?)<\/title>/s', $page, $title );
	preg_match( '/<section id="mbc-fallback-signs-list".*?<\/section>/s', $page, $signs );
	$signs = preg_replace( '/ (?:id|aria-labelledby|tabindex)="[^"]*"/', '', isset( $signs[0] ) ? $signs[0] : '' );
	// No row holds another row, so the first end of one is its own.
	$signs = preg_replace( '/<details.*?<\/details>/s', '', $signs );
	$address = esc_url( address( $file ) );
	$signs   = str_replace( ' href="#', " href=\"$address#", $signs );
	return sprintf( '%s<p><a href="%s">%s</a></p>', $signs, $address, isset( $title[1] ) ? $title[1] : $file );
}

/** Replaces 911 in texts, not in tags: the paths of the drawings hold such digits too. */
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
 * The tag and its attributes for authors whose HTML is filtered. Without `base-url`, because scripts are loaded from
 * there. Without telephone numbers, because plugins pass what visitors write through wp_kses_post() too, such as answers
 * in Automattic/sensei#2296, and a visitor must not show a number of their own under the site's name; the block and the
 * shortcode have them.
 */
function allow_tag( $tags, $context ) {
	if ( 'post' === $context ) {
		$plain = preg_grep( '/^(emergency$|support-|care-team-)/', array_keys( rules() ), PREG_GREP_INVERT );
		$tags[ TAG ] = array_fill_keys( array_merge( array_diff( $plain, STYLES ), array( 'id', 'class' ) ), true );
		// For the author's own content in the guide: <p slot="welcome">, <div slot="help">.
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

/**
 * The elements that were replaced by a placeholder before wpautop() runs on classic content. It takes a custom element
 * for inline text, so it puts the end of a paragraph inside the element (seen in each version that tests/hosts/ runs;
 * similar cases are in WordPress/wordpress-develop#10817).
 */
function hidden_tags( $more = null ) {
	static $tags = array();
	if ( null !== $more ) {
		$tags[] = $more;
	}
	return $tags;
}

function hide_tags( $html ) {
	if ( false === strpos( $html, '<' . TAG ) || has_blocks( $html ) ) {
		return $html;
	}
	$without = preg_replace_callback(
		'/<mbc-body-map\b.*?<\/mbc-body-map>/s',
		function ( $tag ) {
			return "\n\n<div data-mbc-body-map=\"" . ( count( hidden_tags( $tag[0] ) ) - 1 ) . "\"></div>\n\n";
		},
		$html
	);
	return null === $without ? $html : $without;
}

function restore_tags( $html ) {
	foreach ( hidden_tags() as $number => $tag ) {
		$html = str_replace( "<div data-mbc-body-map=\"$number\"></div>", $tag, $html );
	}
	return $html;
}

/**
 * Closes the paragraph before a shortcode in the middle of it. Otherwise the HTML parser would close it at the first block
 * inside the element, and the element with it.
 */
function close_paragraphs( $html ) {
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
