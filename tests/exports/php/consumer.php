<?php

/**
 * Runs all vectors, and compares the PHP export with the JSON of the table.
 *
 * php consumer.php TABLE.json VECTORS.json
 */

declare(strict_types=1);

use Errcodes\Code;
use Errcodes\ErrorBody;
use Errcodes\ErrorCode;
use Errcodes\ReceivedError;
use Errcodes\Status;

// Warnings and deprecation notices are errors, also in the export.
set_error_handler(static fn (int $level, string $what, string $file, int $line) => throw new ErrorException(
    $what,
    severity: $level,
    filename: $file,
    line: $line,
));

require __DIR__ . '/error-codes.php';

function check(bool $condition, mixed ...$context): void
{
    if (!$condition) {
        fwrite(STDERR, 'consumer: ' . json_encode($context, JSON_UNESCAPED_UNICODE | JSON_PARTIAL_OUTPUT_ON_ERROR) . "\n");
        exit(1);
    }
}

function same(mixed $found, mixed $expected, mixed ...$context): void
{
    check($found === $expected, ...$context, found: $found, expected: $expected);
}

/**
 * Returns the enum of a group. A reserved name has a trailing underscore. A name that begins with `Extends` or `Implements` has
 * a leading underscore.
 *
 * @return class-string<Code>
 */
function enumOf(array $group): string
{
    foreach ([$group['enum'], "{$group['enum']}_", "_{$group['enum']}"] as $name) {
        $enum = "Errcodes\\$name";
        if (enum_exists($enum) && array_column($enum::cases(), 'value') === $group['codes']) {
            same((new ReflectionEnum($enum))->getShortName(), $name);
            return $enum;
        }
    }
    check(false, 'no enum of', $group);
}

function checkCode(Code $code, array $row): void
{
    check($code->name === $row['code'] || $code->name === "{$row['code']}_", $code);
    $found = ['code' => $code->value];
    foreach (['group', 'status', 'reason', 'message', 'when', 'numeric', 'deprecated'] as $fact) {
        $found[$fact] = $code->$fact();
    }
    same($found, array_diff_key($row, ['variant' => 0]));
    same($code->code(), ErrorCode::from($row['code']), $code);
    same($code::fromId($code->id()), $code);
    same(json_encode($code), "\"{$row['code']}\"");
    same(unserialize(serialize($code)), $code);
    $doc = (new ReflectionEnumBackedCase($code, $code->name))->getDocComment();
    $isMarked = preg_match('/^ +\* @deprecated \S/m', $doc) === 1;
    same($isMarked, $row['deprecated'] !== null, $code, $doc);
}

function checkTable(array $table, array $enums): void
{
    same(ErrorCode::FINGERPRINT, $table['fingerprint']);
    same(array_column(ErrorCode::cases(), 'value'), array_column($table['codes'], 'code'));
    foreach ($table['codes'] as $row) {
        checkCode(ErrorCode::from($row['code']), $row);
        checkCode($enums[$row['group']]::from($row['code']), $row);
        foreach ($enums as $group => $enum) {
            $groupCode = $enum::fromCode(ErrorCode::from($row['code']));
            same($groupCode?->value, $group === $row['group'] ? $row['code'] : null, $enum);
        }
    }
    foreach (['', 'NO_SUCH_CODE__', '__proto__'] as $unknown) {
        same(ErrorCode::tryFrom($unknown), null);
    }
    same(array_column(Status::cases(), 'value'), array_column($table['statuses'], 'status'));
    foreach ($table['statuses'] as $row) {
        $status = Status::from($row['status']);
        same([$status->reason(), $status->message(), $status->when()], [$row['reason'], $row['message'], $row['when']]);
    }
    foreach ($table['groups'] as $group) {
        $enum = $enums[$group['group']];
        check(in_array(" * {$group['about']}", explode("\n", docOf($enum)), true), docOf($enum), $group['about']);
        same(method_exists($enum, 'fromNumeric'), $group['numeric'], $enum);
        same(method_exists($enum, 'fromNumericOrDefault'), $group['default'] !== null, $enum);
    }
}

/** Returns the doc comment, without the backslashes that prevent a text from becoming a tag or ending the comment. */
function docOf(string $enum): string
{
    return str_replace(['\\@', '*\\/'], ['@', '*/'], (new ReflectionEnum($enum))->getDocComment());
}

function checkCodes(array $vectors): void
{
    same(ErrorCode::FINGERPRINT, $vectors['fingerprint']);
    foreach ($vectors['codes'] as ['code' => $name, 'id' => $id, 'body' => $body]) {
        $code = ErrorCode::from($name);
        same($code->id(), $id, $name);
        foreach ([$id ^ 1, -$id, $id + 2 ** 32] as $another) {
            check(ErrorCode::fromId($another) !== $code, $name, $another);
        }
        same($code->body()->json(), $body);
        same(json_decode(json_encode($code->body()), true), json_decode($body, true));
        $read = ReceivedError::read($code->status(), $body);
        same(get_object_vars($read), [
            'status' => $code->status(),
            'message' => $code->message(),
            'errorCode' => $code,
            'error' => $code->reason(),
        ]);
        $written = json_encode(['errorCode' => $code, 'error' => $code->reason()], 320);
        $texts = [
            '' => '',
            "a \"b\"\n\x01\\</\u{2028}\x7f\$x" => "a \\\"b\\\"\\n\\u0001\\\\</\u{2028}\x7f\$x",
            "not UTF-8: \xff" => "not UTF-8: \u{fffd}",
        ];
        foreach ($texts as $text => $escaped) {
            same($code->body($text)->json(), "{\"message\":\"$escaped\"," . substr($written, 1));
        }
    }
    foreach ($vectors['statuses'] as ['status' => $status, 'body' => $body]) {
        same(Status::from($status)->body()->json(), $body);
        same(Status::from($status)->body('m')->message, 'm');
    }
    same((new ErrorBody('m', null, 'e'))->json(), '{"message":"m","error":"e"}');
}

function checkBodies(array $vectors): void
{
    foreach ($vectors['bodies'] as ['name' => $name, 'status' => $status, 'body' => $body, 'expected' => $expected]) {
        $read = ReceivedError::read($status, $body);
        $code = $read->errorCode;
        same([
            'status' => $read->status,
            'message' => $read->message,
            'errorCode' => $code instanceof ErrorCode ? $code->value : $code,
            'known' => $code instanceof ErrorCode,
            'error' => $read->error,
        ], $expected, $name, $body);
    }
    $deep = 100_000;
    foreach (["\xff", "{\"a\":1}\0", str_repeat('[', $deep), str_repeat('{"a":', $deep)] as $body) {
        check(ReceivedError::read(502, $body) == new ReceivedError(502), substr($body, 0, 50));
    }
    $read = ReceivedError::read(400, "{\"message\":\"\xff\",\"errorCode\":\"NO_SUCH_CODE__\"}");
    check($read == new ReceivedError(400, "\u{fffd}", 'NO_SUCH_CODE__'), 'a message that is not UTF-8', $read);
}

function checkNumbers(array $table, array $vectors, array $enums): void
{
    $defaults = array_column($table['groups'], 'default', 'group');
    foreach ($vectors['numbers'] as ['group' => $group, 'json' => $json, 'code' => $code, 'or_default' => $orDefault]) {
        $enum = $enums[$group];
        $number = $json === null ? null : json_decode($json);
        same($enum::fromNumeric($number)?->value, $code, $group, $json);
        if ($defaults[$group] === null) {
            continue;
        }
        try {
            $found = $enum::fromNumericOrDefault($number)->value;
        } catch (ValueError $error) {
            $found = null;
            check(str_starts_with($error->getMessage(), "$group has no code with number "), $error->getMessage());
            check(!is_int($number) || str_ends_with($error->getMessage(), " $number"), $error->getMessage());
        }
        same($found, $orDefault, $group, $json);
    }
}

[$table, $vectors] = array_map(
    static fn (string $path) => json_decode(file_get_contents($path), true, flags: JSON_THROW_ON_ERROR),
    [$argv[1], $argv[2]],
);
$enums = array_combine(array_column($table['groups'], 'group'), array_map(enumOf(...), $table['groups']));
checkTable($table, $enums);
checkCodes($vectors);
checkBodies($vectors);
checkNumbers($table, $vectors, $enums);
printf("%d codes, %d bodies, %d numbers\n", count(ErrorCode::cases()), count($vectors['bodies']), count($vectors['numbers']));
