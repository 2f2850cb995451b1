<?php
// What the editor's script needs before it, in the form that WordPress reads beside a script of a block.
return array(
	'dependencies' => array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-i18n' ),
	'version'      => '@VERSION@-@FILES@',
);
