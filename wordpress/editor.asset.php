<?php
// The dependencies of editor.js, in the form that WordPress reads beside the script of a block.
defined( 'ABSPATH' ) || exit;

return array(
	'dependencies' => array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-i18n' ),
	'version'      => '@VERSION@-@FILES@',
);
