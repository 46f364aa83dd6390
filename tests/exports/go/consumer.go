// Runs all vectors, and compares the Go export with the JSON of the table.
//
// consumer TABLE.json VECTORS.json
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"reflect"
	"strconv"
	"strings"

	"consumer/errcodes"
)

type table struct {
	Fingerprint string
	Statuses    []struct {
		Status  int
		Reason  string
		Message string
		When    string
	}
	Groups []struct {
		Group   string
		About   string
		Numeric bool
		Default string
		Codes   []string
	}
	Codes []struct {
		Code       string
		Group      string
		Status     int
		Reason     string
		Message    string
		When       string
		Numeric    int
		Deprecated string
	}
}

type vectors struct {
	Fingerprint string
	Codes       []struct {
		Code string
		ID   uint32
		Body string
	}
	Statuses []struct {
		Status int
		Body   string
	}
	Bodies []struct {
		Name     string
		Status   int
		Body     string
		Expected struct {
			Status    int
			Message   string
			ErrorCode errcodes.ErrorCode
			Known     bool
			Error     string
		}
	}
	Numbers []struct {
		Name      string
		Group     string
		JSON      *string
		Code      errcodes.ErrorCode
		OrDefault errcodes.ErrorCode `json:"or_default"`
	}
}

// group contains the functions of one group, without the types of the group.
type group struct {
	codes      []errcodes.ErrorCode
	contains   func(errcodes.ErrorCode) bool
	numeric    func(errcodes.ErrorCode) int
	ofNumber   func(int) (errcodes.ErrorCode, bool)
	read       func(string) (errcodes.ErrorCode, error)
	write      func(errcodes.ErrorCode) (string, error)
	orDefault  func(*int) (errcodes.ErrorCode, error)
	hasDefault bool
	// readDefault reads a number that may be missing.
	readDefault func(string) (errcodes.ErrorCode, error)
}

func groupOf[T ~string](
	errorCode func(T) errcodes.ErrorCode,
	from func(errcodes.ErrorCode) (T, bool),
	codes []T,
	numeric func(T) int,
	fromNumeric func(int) (T, bool),
	number any,
	code func(any) T,
	fromNumericOrDefault func(*int) (T, error),
	orDefault func(any) T,
) group {
	found := group{hasDefault: orDefault != nil}
	for _, code := range codes {
		found.codes = append(found.codes, errorCode(code))
	}
	found.contains = func(code errcodes.ErrorCode) bool {
		groupCode, isInGroup := from(code)
		require(!isInGroup || string(groupCode) == string(code), "%s", code)
		return isInGroup
	}
	found.numeric = func(code errcodes.ErrorCode) int { return numeric(T(code)) }
	found.ofNumber = func(number int) (errcodes.ErrorCode, bool) {
		code, known := fromNumeric(number)
		return errorCode(code), known
	}
	found.read = func(text string) (errcodes.ErrorCode, error) {
		reflect.ValueOf(number).Elem().SetString("")
		err := json.Unmarshal([]byte(text), number)
		return errorCode(code(number)), err
	}
	found.write = func(code errcodes.ErrorCode) (string, error) {
		reflect.ValueOf(number).Elem().SetString(string(code))
		text, err := json.Marshal(number)
		return string(text), err
	}
	found.orDefault = func(number *int) (errcodes.ErrorCode, error) {
		code, err := fromNumericOrDefault(number)
		return errorCode(code), err
	}
	found.readDefault = func(text string) (errcodes.ErrorCode, error) {
		reflect.ValueOf(number).Elem().SetString("")
		if err := json.Unmarshal([]byte(text), number); err != nil {
			return "", err
		}
		return errorCode(orDefault(number)), nil
	}
	return found
}

func main() {
	var table table
	var vectors vectors
	read(os.Args[1], &table)
	read(os.Args[2], &vectors)
	checkTable(&table)
	checkCodes(&vectors)
	checkBodies(&vectors)
	checkNumbers(&vectors)
	fmt.Printf("%d codes, %d bodies, %d numbers\n", len(table.Codes), len(vectors.Bodies), len(vectors.Numbers))
}

func read(path string, into any) {
	content, err := os.ReadFile(path)
	require(err == nil, "%v", err)
	err = json.Unmarshal(content, into)
	require(err == nil, "%v", err)
}

func require(condition bool, format string, arguments ...any) {
	if !condition {
		fmt.Fprintf(os.Stderr, "consumer: "+format+"\n", arguments...)
		os.Exit(1)
	}
}

func checkTable(table *table) {
	require(errcodes.Fingerprint == table.Fingerprint, "fingerprint")
	all := errcodes.ErrorCodes()
	require(len(all) == len(table.Codes), "%d codes", len(all))
	for at, row := range table.Codes {
		code := all[at]
		require(string(code) == row.Code && code.Known(), "%s is not %s", code, row.Code)
		require(code.Group() == row.Group, "%s: group %s", code, code.Group())
		require(code.Status() == row.Status, "%s: status %d", code, code.Status())
		require(code.Reason() == row.Reason, "%s: reason %s", code, code.Reason())
		require(code.Message() == row.Message, "%s: message %s", code, code.Message())
		require(code.When() == row.When, "%s: when %s", code, code.When())
		require(code.Numeric() == row.Numeric, "%s: number %d", code, code.Numeric())
		require(code.Deprecated() == row.Deprecated, "%s: deprecated %s", code, code.Deprecated())
		require(fmt.Sprint(code) == row.Code, "%s is printed as %v", row.Code, code)
		for name, group := range groups {
			require(group.contains(code) == (name == row.Group), "%s: in the group %s", code, name)
		}
		text, err := json.Marshal(map[errcodes.ErrorCode]errcodes.ErrorCode{code: code})
		require(err == nil && string(text) == fmt.Sprintf(`{"%s":"%s"}`, code, code), "%s: JSON %s", code, text)
		if row.Numeric != 0 {
			group := groups[row.Group]
			require(group.numeric(code) == row.Numeric, "%s: number %d", code, group.numeric(code))
			text, err := group.write(code)
			require(err == nil && text == strconv.Itoa(row.Numeric), "%s: JSON %s, %v", code, text, err)
		}
	}
	for _, text := range []string{"", "NO_SUCH_CODE__", "__proto__"} {
		code := errcodes.ErrorCode(text)
		require(!code.Known() && code.Status() == 0 && code.Group() == "", "%q", text)
		require(fmt.Sprint(code) == text, "%q is printed as %v", text, code)
	}
	statuses := errcodes.Statuses()
	require(len(statuses) == len(table.Statuses), "%d statuses", len(statuses))
	for at, row := range table.Statuses {
		status := statuses[at]
		require(int(status) == row.Status, "%d", status)
		require(status.Reason() == row.Reason, "%d: reason %s", status, status.Reason())
		require(status.Message() == row.Message && status.When() == row.When, "%d: %s", status, status.Message())
	}
	require(len(errcodes.Groups()) == len(table.Groups), "%d groups", len(errcodes.Groups()))
	for at, row := range table.Groups {
		group := errcodes.Groups()[at]
		require(group.Name == row.Group && group.About == row.About, "%s: about %s", row.Group, group.About)
		require(string(group.Default) == row.Default, "%s: default %s", row.Group, group.Default)
		require(groups[row.Group].hasDefault == (row.Default != ""), "%s: a default", row.Group)
		require(reflect.DeepEqual(group.Codes, groups[row.Group].codes), "%s: codes %v", row.Group, group.Codes)
		require(fmt.Sprint(codesOf(group.Codes)) == fmt.Sprint(row.Codes), "%s: codes %v", row.Group, group.Codes)
		if row.Numeric {
			text, err := groups[row.Group].write("")
			require(err == nil && text == "null", "%s: no code is %s", row.Group, text)
			_, err = groups[row.Group].write("NO_SUCH_CODE__")
			require(err != nil, "%s: an unknown code has a number", row.Group)
		}
	}
}

func codesOf(codes []errcodes.ErrorCode) []string {
	var texts []string
	for _, code := range codes {
		texts = append(texts, string(code))
	}
	return texts
}

func checkCodes(vectors *vectors) {
	require(errcodes.Fingerprint == vectors.Fingerprint, "fingerprint of the vectors")
	for _, vector := range vectors.Codes {
		code := errcodes.ErrorCode(vector.Code)
		byID, known := errcodes.FromID(vector.ID)
		require(code.ID() == vector.ID && known && byID == code, "%s: id %d is %s", code, code.ID(), byID)
		byID, known = errcodes.FromID(vector.ID ^ 1)
		require(byID != code && known == (byID != ""), "%s: another id is %s", code, byID)
		body := code.Body()
		require(string(body.JSON()) == vector.Body, "%s: body %s", code, body.JSON())
		text, err := json.Marshal(body)
		require(err == nil, "%v", err)
		var again errcodes.ErrorBody
		require(json.Unmarshal(text, &again) == nil && again == body, "%s: read again %v", code, again)

		read := errcodes.ReadError(code.Status(), []byte(vector.Body))
		expected := errcodes.ReceivedError{
			Status: code.Status(), Message: code.Message(), ErrorCode: code, Reason: code.Reason(),
		}
		require(*read == expected, "%s: read %v", code, read)
		wrapped := fmt.Errorf("the request failed: %w", read)
		var found *errcodes.ReceivedError
		var foundCode errcodes.ErrorCode
		require(errors.As(wrapped, &found) && found == read, "%s: errors.As", code)
		require(errors.As(wrapped, &foundCode) && foundCode == code, "%s: errors.As of its code", code)
		require(errors.Is(wrapped, code), "%s: errors.Is", code)
		require(!errors.Is(wrapped, errcodes.ErrorCode("NO_SUCH_CODE__")), "%s: errors.Is of another", code)

		body.Message = "a \"b\"\n\u0001\\</\u2028\x7f"
		start := `{"message":"a \"b\"\n\u0001\\</` + "\u2028\x7f" + `","errorCode":`
		require(strings.HasPrefix(string(body.JSON()), start), "%s: %s", code, body.JSON())
	}
	for _, vector := range vectors.Statuses {
		body := errcodes.Status(vector.Status).Body()
		require(string(body.JSON()) == vector.Body, "%d: body %s", vector.Status, body.JSON())
	}
}

func checkBodies(vectors *vectors) {
	for _, vector := range vectors.Bodies {
		read, expected := errcodes.ReadError(vector.Status, []byte(vector.Body)), vector.Expected
		require(read.Status == expected.Status, "%s: status %d", vector.Name, read.Status)
		require(read.Message == expected.Message, "%s: %s: message %q", vector.Name, vector.Body, read.Message)
		require(read.ErrorCode == expected.ErrorCode, "%s: %s: code %q", vector.Name, vector.Body, read.ErrorCode)
		require(read.ErrorCode.Known() == expected.Known, "%s: %s: known", vector.Name, vector.Body)
		require(read.Reason == expected.Error, "%s: %s: error %q", vector.Name, vector.Body, read.Reason)
		require(strings.HasPrefix(read.Error(), fmt.Sprintf("HTTP %d", read.Status)), "%s", read.Error())
	}
	deep := strings.Repeat("[", 100_000)
	for _, body := range []string{"\xff", deep, `{"MESSAGE":"m","errorcode":"X","Error":"e"}`} {
		require(*errcodes.ReadError(502, []byte(body)) == errcodes.ReceivedError{Status: 502}, "%.50q", body)
	}
	require(*errcodes.ReadError(502, nil) == errcodes.ReceivedError{Status: 502}, "no body")
}

func checkNumbers(vectors *vectors) {
	for _, vector := range vectors.Numbers {
		group := groups[vector.Group]
		text := "null"
		if vector.JSON != nil {
			text = *vector.JSON
		}
		code, err := group.read(text)
		require(code == vector.Code, "%s: %s: %s, %v", vector.Name, text, code, err)
		unknown := vector.Code == "" && text != "null"
		require(errors.Is(err, errUnknownNumber) == unknown, "%s: %s: %v", vector.Name, text, err)
		if group.hasDefault {
			code, err := group.readDefault(text)
			require(code == vector.OrDefault, "%s: %s: or default %s, %v", vector.Name, text, code, err)
		}
		if number, err := strconv.ParseInt(text, 10, 64); err == nil && number <= math.MaxInt {
			code, known := group.ofNumber(int(number))
			require(code == vector.Code && known == (code != ""), "%s: %s: %s", vector.Name, text, code)
			if group.hasDefault {
				whole := int(number)
				code, err := group.orDefault(&whole)
				require(code == vector.OrDefault, "%s: %s: or default %s", vector.Name, text, code)
				require(errors.Is(err, errUnknownNumber) == unknown, "%s: %s: %v", vector.Name, text, err)
			}
		} else if text == "null" && group.hasDefault {
			code, err := group.orDefault(nil)
			require(code == vector.OrDefault && err == nil, "%s: %s: or default %s", vector.Name, text, code)
		}
	}
}
