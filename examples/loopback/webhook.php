<?php

/**
 * The operator's approval webhook, as in src/operator.rs. It declines a withdrawal with or without a number.
 *
 * Put declines.json beside this file: it maps each declined session to a number or null. Then export the codes and start PHP:
 *   errcodes export php ../../codes.toml -o error-codes.php && php -S 127.0.0.1:8000 webhook.php
 */

declare(strict_types=1);

use Errcodes\WithdrawDecline;

require __DIR__ . '/error-codes.php';

// The status if this program fails: a failure must not approve a withdrawal.
http_response_code(500);

/** @return array<mixed> the JSON object that a file contains */
$readObject = static function (string $file): array {
    $object = json_decode((string) file_get_contents($file), true, flags: JSON_THROW_ON_ERROR);
    return is_array($object) ? $object : throw new UnexpectedValueException("$file has no JSON object");
};

$declines = $readObject(__DIR__ . '/declines.json');
$sid = $readObject('php://input')['sid'] ?? null;
if (!is_string($sid)) {
    throw new UnexpectedValueException('the request has no sid');
}
if (array_key_exists($sid, $declines)) {
    $number = $declines[$sid];
    // If no code has the number, this throws an error, and the answer is not a decline.
    $decline = $number === null ? [] : ['code' => WithdrawDecline::fromNumericOrDefault($number)->numeric()];
    http_response_code(400);
    header('Content-Type: application/json');
    echo json_encode((object) $decline, JSON_THROW_ON_ERROR);
} else {
    http_response_code(200);
}
