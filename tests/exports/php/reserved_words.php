<?php

/**
 * Prints a table in which every word that PHP reserves is the name of an enum. If it has at least three letters, it is also an errorCode.
 */

declare(strict_types=1);

// Names of types, words that PHP may reserve later, and `die`, another name of `exit`. The loop adds the keywords of PHP.
$words = ['bool', 'die', 'enum', 'false', 'float', 'int', 'iterable', 'mixed', 'never', 'null', 'numeric', 'object'];
$words = [...$words, 'parent', 'resource', 'self', 'string', 'true', 'void'];
foreach (array_keys(get_defined_constants(true)['tokenizer']) as $constant) {
    $word = strtolower(preg_replace('/^T_(LOGICAL_)?/', '', $constant));
    $token = PhpToken::tokenize("<?php $word")[1];
    if ($token->id !== T_STRING && $token->text === $word) {
        $words[] = $word;
    }
}
echo "[status.400]\nreason = \"Bad Request\"\n";
foreach ($words as $at => $word) {
    $word = strtoupper($word);
    $code = strlen($word) < 3 ? "WORD_$word" : $word;
    echo "\n[word_$at]\nenum = \"$word\"\nabout = \"The word $word.\"\n";
    echo "\n[word_$at.$code]\nvariant = \"Word$at\"\nstatus = 400\nmessage = \"m\"\nwhen = \"w\"\n";
}
